using Docket.Api.Problems;
using Docket.Api.Telemetry;
using Docket.Journal.Projections;
using Docket.Journal.Serialization;
using Docket.Journal.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Docket.Api.Edge;

/// <summary>
/// The outermost gate: bounds how many requests are under way and how long each may take, times them, and turns every
/// way of not answering into a problem document.
/// </summary>
internal sealed class EdgeGate(RequestDelegate next, ApiOptions options, RequestMeter meter, ILogger<EdgeGate> logger)
{
    private int _underWay;

    public async Task InvokeAsync(HttpContext context)
    {
        var started = meter.Start();
        if (Interlocked.Increment(ref _underWay) > options.RequestsMax && !IsProbe(context.Request.Path))
        {
            Interlocked.Decrement(ref _underWay);
            await Problem.TooBusy().ExecuteAsync(context);
            meter.Record(context, started);
            return;
        }

        try
        {
            await ServeAsync(context);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
            meter.Record(context, started);
        }
    }

    /// <summary>A busy service is alive: whoever watches it must not restart it for that. The answers cost
    /// nothing.</summary>
    private static bool IsProbe(PathString path) => path == "/healthz" || path == "/readyz";

    private async Task ServeAsync(HttpContext context)
    {
        var gone = context.RequestAborted;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(gone);
        deadline.CancelAfter(options.RequestTime);
        context.RequestAborted = deadline.Token;
        try
        {
            await next(context);
            if (!context.Response.HasStarted && MissingAnswer(context) is { } problem) await problem.ExecuteAsync(
                context);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // Nobody is there any more to be answered.
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            await Explained(context, failure).ExecuteAsync(context);
        }
    }

    /// <summary>What the framework ended with a bare status.</summary>
    private static Problem? MissingAnswer(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => Problem.NoSuchRoute(context.Request.Path),
        StatusCodes.Status405MethodNotAllowed =>
            Problem.MethodNotAllowed(context.Request.Method, context.Response.Headers.Allow.ToString()),
        >= 400 and var status when context.Response.ContentLength is null && context.Response.ContentType is null =>
            Problem.Status(status, "The request cannot be answered; see /openapi/v1.json for what is offered."),
        _ => null,
    };

    private Problem Explained(HttpContext context, Exception failure)
    {
        var (method, path) = (context.Request.Method, context.Request.Path.Value ?? "");
        switch (failure)
        {
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return Problem.TooLarge(ApiOptions.BodyBytesMax);
            case BadHttpRequestException bad:
                return Problem.BadRequest(bad.Message);
            case JournalUnavailableException:
                Log.JournalUnavailable(logger, failure, method, path);
                return Problem.Unavailable(failure.Message);
            case ViewStorageException:
                Log.ViewUnavailable(logger, failure, method, path);
                return Problem.ViewUnavailable();
            case EventDecodingException unreadable:
                Log.EventUnreadable(logger, failure, method, path);
                return Problem.Unreadable(unreadable);
            case OperationCanceledException:
                Log.TimedOut(logger, method, path);
                return Problem.TimedOut();
            default:
                Log.RequestFailed(logger, failure, method, path);
                return Problem.Broken();
        }
    }
}
