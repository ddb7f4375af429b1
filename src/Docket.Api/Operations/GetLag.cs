using Docket.Api.OpenApi;
using Docket.Journal.Store;
using Docket.ReadModels.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Role = Docket.Api.Keys.Role;

namespace Docket.Api.Operations;

/// <summary><c>GET /ops/lag</c></summary>
internal static class GetLag
{
    private static readonly Operation About = new()
    {
        Id = "get_lag",
        Summary = "Says how far each view is behind the journal",
        Role = Role.Operator,
        Reply = ReplyOf.Type<LagReply>(200, """
            { "views": [ { "name": "order-summary", "state": "live", "watermark": 22446, "lag_events": 0,
              "lag_seconds": 0, "visible_p50_ms": 1.2, "visible_p99_ms": 4.8, "parked_keys": 0 } ], "as_of_seq": 22446, "stale": false }
            """),
    };

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/ops/lag", Handle).Describe(About);

    private static Ok<LagReply> Handle(IViewOperations views, IEventStore journal) =>
        TypedResults.Ok(LagReply.Of(views, journal.Head));
}

/// <summary>How far each view is behind the journal.</summary>
/// <param name="Views">By name.</param>
/// <param name="AsOfSeq">The journal's newest event.</param>
/// <param name="Stale">Whether any view is behind it.</param>
public sealed record LagReply(IReadOnlyList<LagDocument> Views, long AsOfSeq, bool Stale)
{
    internal static LagReply Of(IViewOperations views, Position head)
    {
        LagDocument[] lags = [.. views.List().Select(LagDocument.Of)];
        return new LagReply(lags, head.Value, lags.Any(lag => lag.LagEvents > 0));
    }
}

/// <summary>How far one view is behind.</summary>
/// <param name="Name">Such as <c>order-summary</c>.</param>
/// <param name="State">live, catching_up, stalled, idle or unavailable.</param>
/// <param name="Watermark">Everything up to here is applied, or parked.</param>
/// <param name="LagEvents">How many events it is behind.</param>
/// <param name="LagSeconds">Newest journal event's store time less the newest applied one's; 0 when level.</param>
/// <param name="VisibleP50Ms">Median time from append to visible over the last minute; null when idle.</param>
/// <param name="VisibleP99Ms">The same for 99 of 100.</param>
/// <param name="ParkedKeys">Keys that stand still because of a failing event.</param>
public sealed record LagDocument(
    string Name, string State, long Watermark, long LagEvents, double LagSeconds, double? VisibleP50Ms,
    double? VisibleP99Ms,
    int ParkedKeys)
{
    internal static LagDocument Of(ViewStatus view) => new(
        view.Name, view.State, view.Watermark.Value, view.LagEvents, view.LagTime.TotalSeconds,
        view.LagP50?.TotalMilliseconds, view.LagP99?.TotalMilliseconds, view.ParkedKeys);
}
