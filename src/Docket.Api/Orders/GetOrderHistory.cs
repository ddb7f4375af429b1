using Docket.Api.OpenApi;
using Docket.Api.Problems;
using Docket.Api.Requests;
using Docket.Domain.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Role = Docket.Api.Keys.Role;

namespace Docket.Api.Orders;

/// <summary><c>GET /orders/{id}/history</c></summary>
internal static class GetOrderHistory
{
    private static readonly Operation About = new()
    {
        Id = "get_order_history",
        Summary = "Tells everything that happened to an order, and what each event changed",
        Description = "Read from a journal itself: the primary's, or the read replica's where history comes from there.",
        Role = Role.Support,
        Reply = ReplyOf.Type<HistoryReply>(200, """
            { "order_id": "8471", "events": [ { "version": 3, "sequence_number": 22449, "type": "order.shipped",
              "schema_version": 1, "occurred_at": "2026-03-02T15:04:00Z", "recorded_at": "2026-03-02T15:04:00.0012Z",
              "data": { "carrier": "DHL", "at": "2026-03-02T15:04:00Z" },
              "metadata": { "event_id": "019cae43-84a0-7bb0-9d51-3fd9a04cb2a1", "correlation_id": null,
                "causation_id": null, "actor": "till-1" },
              "changes": [ { "path": "status", "before": "paid", "after": "shipped" },
                { "path": "shipped_at", "before": null, "after": "2026-03-02T15:04:00Z" } ] } ],
              "as_of_seq": 22449, "stale": false }
            """),
        Problems = [404],
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/orders/{id}/history", HandleAsync).Describe(About);

    private static async Task<Results<Ok<HistoryReply>, Problem>> HandleAsync(
        string id, [AsParameters] MomentParameters moment, [AsParameters] ReadParameters read, HistoryFinder orders,
        CancellationToken cancellationToken)
    {
        if (!OrderId.TryParse(id, out var order)) return Problem.BadId("order_id", id);
        var errors = new FieldErrors();
        var until = moment.Read(version: null, errors);
        read.Check(errors);
        if (errors.Any) return (Problem)errors;
        var routed = await orders.FindAsync(order, until, read, cancellationToken);
        if (routed.Value is not { } answer) return routed.Refused!;
        return answer.Value is { } history
            ? TypedResults.Ok(history.By(routed.By))
            : Problem.Unknown("order", id, answer.AsOf, answer.Stale, routed.By);
    }
}
