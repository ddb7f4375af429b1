using System.Diagnostics;
using Docket.ReadModels.OrderSummaries;

namespace Docket.Api.Orders;

/// <summary>The words for where an order stands.</summary>
internal static class StatusName
{
    /// <summary>All of them, in the order of <see cref="OrderStatus"/>.</summary>
    public static readonly string[] All = ["pending", "paid", "shipped", "cancelled"];

    public static string Of(OrderStatus status) => status switch
    {
        OrderStatus.Pending => All[0],
        OrderStatus.Paid => All[1],
        OrderStatus.Shipped => All[2],
        OrderStatus.Cancelled => All[3],
        _ => throw new UnreachableException($"{status}"),
    };
}
