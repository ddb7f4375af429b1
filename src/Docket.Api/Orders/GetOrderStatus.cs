using System.Text.Json.Serialization;
using Docket.Api.OpenApi;
using Docket.Api.Problems;
using Docket.Api.Replicas;
using Docket.Api.Requests;
using Docket.Domain.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Role = Docket.Api.Keys.Role;

namespace Docket.Api.Orders;

/// <summary><c>GET /orders/{id}/status</c></summary>
internal static class GetOrderStatus
{
    private static readonly Operation About = new()
    {
        Id = "get_order_status",
        Summary = "Says where an order stands",
        Description = "Comes from the read replica where there is one; `served_by` then says so, and `as_of_seq` is what "
            + "is visible there.",
        Role = Role.Reader,
        Reply = ReplyOf.Type<OrderStatusReply>(
            200, """{ "order_id": "8471", "status": "paid", "version": 2, "as_of_seq": 22448, "stale": false }"""),
        Problems = [404],
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/orders/{id}/status", HandleAsync).Describe(About);

    private static async Task<Results<Ok<OrderStatusReply>, Problem>> HandleAsync(
        string id, [AsParameters] ReadParameters read, StatusFinder orders, CancellationToken cancellationToken)
    {
        if (!OrderId.TryParse(id, out var order)) return Problem.BadId("order_id", id);
        var errors = new FieldErrors();
        read.Check(errors);
        if (errors.Any) return (Problem)errors;
        var routed = await orders.FindAsync(order, read, cancellationToken);
        if (routed.Value is not { } answer) return routed.Refused!;
        return answer.Value is { } found
            ? TypedResults.Ok(new OrderStatusReply(
                id, StatusName.Of(found.Status), found.Version, answer.AsOf.Value, answer.Stale,
                answer.StaleSince?.UtcDateTime).By(routed.By))
            : Problem.Unknown("order", id, answer.AsOf, answer.Stale, routed.By);
    }
}

/// <summary>Where an order stands.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Status">pending, paid, shipped or cancelled.</param>
/// <param name="Version">The order's version that this shows.</param>
/// <param name="AsOfSeq">Everything up to here that concerns the order is in it.</param>
/// <param name="Stale">More was asked for than this, or an event of this order waits for an operator.</param>
/// <param name="StaleSince">Since when such an event waits; left out where none does.</param>
public sealed record OrderStatusReply(
    string OrderId, string Status, long Version, long AsOfSeq, bool Stale,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTime? StaleSince)
{
    /// <summary>replica or primary; left out where no replica is configured for this.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ServedBy { get; init; }

    /// <summary>Why the primary answered in the replica's place; left out where it did not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Fallback { get; init; }

    internal OrderStatusReply By(ServedBy by) => this with { ServedBy = by.Server, Fallback = by.Fallback };
}
