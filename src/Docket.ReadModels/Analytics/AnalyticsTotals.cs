using Docket.Domain.Shared;
using Docket.Journal.Projections;
using Docket.ReadModels.Orders;
using Docket.ReadModels.OrderSummaries;

namespace Docket.ReadModels.Analytics;

/// <summary>The totals, moved by what each change of an order makes different.</summary>
internal sealed class AnalyticsTotals : IRowFigures<OrderId, AnalyticsOrder>
{
    /// <summary>The figures now.</summary>
    public OrderAnalytics Now { get; private set; } = new(0, 0, Money.Zero, Money.Zero, 0, 0, 0, 0, Money.Zero);

    public void Change(OrderId key, AnalyticsOrder? before, AnalyticsOrder? after)
    {
        if (before is not null) Now = Count(Now, before.Standing, -1);
        if (after is not null) Now = Count(Now, after.Standing, +1);
    }

    private static OrderAnalytics Count(OrderAnalytics sum, OrderStanding order, int times)
    {
        var isCancelled = order.Status == OrderStatus.Cancelled;
        return new OrderAnalytics(
            sum.TotalOrders + times,
            sum.PaidOrders + (order.HasPayment && !isCancelled ? times : 0),
            isCancelled ? sum.TotalRevenue : sum.TotalRevenue + (order.Paid * times),
            isCancelled ? sum.Refunded : sum.Refunded + (order.Refunded * times),
            sum.Pending + (order.Status == OrderStatus.Pending ? times : 0),
            sum.Paid + (order.Status == OrderStatus.Paid ? times : 0),
            sum.Shipped + (order.Status == OrderStatus.Shipped ? times : 0),
            sum.Cancelled + (isCancelled ? times : 0),
            isCancelled ? sum.CancelledRevenue + (order.Total * times) : sum.CancelledRevenue);
    }
}
