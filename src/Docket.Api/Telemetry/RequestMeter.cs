using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Docket.Api.Telemetry;

/// <summary>How many requests there were, and how long they took, by method, route and status.</summary>
internal sealed class RequestMeter : IDisposable
{
    /// <summary>The meter's name; every meter of Docket begins with <c>Docket</c>.</summary>
    public const string MeterName = "Docket.Api";

    private readonly Meter _meter = new(MeterName);
    private readonly Histogram<double> _duration;

    public RequestMeter() => _duration = _meter.CreateHistogram<double>(
        "docket.http.request.duration", "s", "Requests by method, route and status, and how long they took.");

    public long Start() => _duration.Enabled ? Stopwatch.GetTimestamp() : 0;

    public void Record(HttpContext context, long started)
    {
        if (started == 0) return;
        // Unknown paths share one series: a scanner must not make a new one with every guess.
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "other";
        _duration.Record(
            Stopwatch.GetElapsedTime(started).TotalSeconds,
            new KeyValuePair<string, object?>("method", KnownMethod(context.Request.Method)),
            new KeyValuePair<string, object?>("route", route),
            new KeyValuePair<string, object?>("status", StatusText.Of(context.Response.StatusCode)));
    }

    public void Dispose() => _meter.Dispose();

    private static string KnownMethod(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsPost(method) || HttpMethods.IsPut(method)
            || HttpMethods.IsDelete(method)
            || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsPatch(method)
            ? method
            : "other";
}
