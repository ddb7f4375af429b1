using System.Text.Json.Serialization;
using Docket.Api.OpenApi;
using Docket.Api.Problems;
using Docket.Api.Replicas;
using Docket.Api.Requests;
using Docket.ReadModels.Analytics;
using Docket.ReadModels.Reading;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Role = Docket.Api.Keys.Role;

namespace Docket.Api.Reports;

/// <summary><c>GET /analytics</c></summary>
internal static class GetAnalytics
{
    private static readonly Operation About = new()
    {
        Id = "get_analytics",
        Summary = "Gives the figures over all orders",
        Role = Role.Reader,
        Reply = ReplyOf.Type<AnalyticsReply>(200, """
            { "total_orders": 9659, "paid_orders": 9659, "total_revenue": 482646649, "refunded": 17231059,
              "average_order_value": 49969,
              "orders_by_status": { "pending": 0, "paid": 9659, "shipped": 0, "cancelled": 0 },
              "cancelled_revenue": 0, "as_of_seq": 22446, "stale": false }
            """),
    };

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/analytics", HandleAsync).Describe(About);

    private static async Task<Results<Ok<AnalyticsReply>, Problem>> HandleAsync(
        [AsParameters] ReadParameters read, IAnalyticsQuery view, ReadRouter router, FreshnessPolicy freshness,
        CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        read.Check(errors);
        if (errors.Any) return (Problem)errors;
        var routed = await router.ReadAsync(ReplicaReads.Reports, read.IsStrong, async replica =>
            AnalyticsReply.Of(await (replica?.Reports?.Analytics ?? view).ReadAsync(
                freshness.OfList(read), cancellationToken)));
        return routed.Value is { } reply ? TypedResults.Ok(reply.By(routed.By)) : routed.Refused!;
    }
}

/// <summary>Figures over all orders, in minor units.</summary>
/// <param name="TotalOrders">Placed, ever.</param>
/// <param name="PaidOrders">With a payment and not cancelled.</param>
/// <param name="TotalRevenue">Paid on orders that are not cancelled, before refunds.</param>
/// <param name="Refunded">Given back on orders that are not cancelled.</param>
/// <param name="AverageOrderValue">Total revenue over paid orders.</param>
/// <param name="OrdersByStatus">How many stand where; every status is named.</param>
/// <param name="CancelledRevenue">Totals of the cancelled orders.</param>
/// <param name="AsOfSeq">Everything up to here is in it.</param>
/// <param name="Stale">More was asked for than this, or an event waits for an operator.</param>
/// <param name="StaleSince">Since when such an event waits; left out where none does.</param>
public sealed record AnalyticsReply(
    long TotalOrders, long PaidOrders, long TotalRevenue, long Refunded, long AverageOrderValue,
    OrdersByStatus OrdersByStatus,
    long CancelledRevenue, long AsOfSeq, bool Stale,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTime? StaleSince)
{
    /// <summary>replica or primary; left out where no replica is configured for this.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ServedBy { get; init; }

    /// <summary>Why the primary answered in the replica's place; left out where it did not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Fallback { get; init; }

    internal AnalyticsReply By(ServedBy by) => this with { ServedBy = by.Server, Fallback = by.Fallback };

    internal static AnalyticsReply Of(Answer<OrderAnalytics> answer)
    {
        var figures = answer.Value;
        return new AnalyticsReply(
            figures.TotalOrders, figures.PaidOrders, figures.TotalRevenue.Minor, figures.Refunded.Minor,
            figures.AverageOrderValue.Minor,
            new OrdersByStatus(figures.Pending, figures.Paid, figures.Shipped, figures.Cancelled),
            figures.CancelledRevenue.Minor, answer.AsOf.Value, answer.Stale, answer.StaleSince?.UtcDateTime);
    }
}

/// <summary>How many orders stand where.</summary>
public sealed record OrdersByStatus(long Pending, long Paid, long Shipped, long Cancelled);
