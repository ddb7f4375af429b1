using Docket.Api.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Docket.Api.Operations;

/// <summary><c>GET /healthz</c> and <c>GET /readyz</c>: open to everyone, for whoever restarts and routes.</summary>
internal static class GetHealth
{
    private const string Ready = """{ "status": "ready", "reasons": [] }""";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", Alive).Describe(new Operation
        {
            Id = "get_health",
            Summary = "Says that the process is alive, and whether it is as well as it should be",
            Description = "Degraded where a view lags more than it may: it serves, so the code is 200 all the same.",
            Reply = ReplyOf.Type<HealthReply>(200, """{ "status": "alive", "reasons": [] }"""),
        });
        routes.MapGet("/readyz", CanServe).Describe(new Operation
        {
            Id = "get_readiness",
            Summary = "Says whether the service can do its work now, and else why not",
            Description = "Not ready (503) while the views load after a start, and for good once the journal can no "
                + "longer vouch for its disk. A full disk is not among it: reads go on, writes are answered 503 each "
                + "and go on by themselves, and whoever routes by this answer would take the reads away as well.",
            Reply = ReplyOf.Type<HealthReply>(200, Ready),
        });
    }

    private static Ok<HealthReply> Alive(IReadiness readiness) =>
        TypedResults.Ok(Well("alive", readiness.WhyDegraded()));

    private static HealthReply Well(string status, IReadOnlyList<string> degraded) =>
        degraded.Count == 0 ? new HealthReply(status, []) : new HealthReply("degraded", degraded);

    private static JsonHttpResult<HealthReply> CanServe(IReadiness readiness) => readiness.WhyNotReady() switch
    {
        [] => TypedResults.Json(Well("ready", readiness.WhyDegraded()), Json.ReplyJson.Plain.HealthReply),
        var reasons =>
            TypedResults.Json(new HealthReply("not_ready", reasons), Json.ReplyJson.Plain.HealthReply, statusCode: 503),
    };
}

/// <summary>How the service is.</summary>
/// <param name="Status">alive or ready, degraded, or not_ready.</param>
/// <param name="Reasons">Why it is degraded or not ready.</param>
public sealed record HealthReply(string Status, IReadOnlyList<string> Reasons);
