using Docket.Domain.Shared;
using Docket.ReadModels.Reading;

namespace Docket.ReadModels.Analytics;

/// <summary>Reads the figures over all orders.</summary>
public interface IAnalyticsQuery
{
    /// <summary>The figures. Waits for the view's watermark.</summary>
    ValueTask<Answer<OrderAnalytics>> ReadAsync(Freshness freshness, CancellationToken cancellationToken);
}

/// <summary>Figures over all orders, in minor units.</summary>
/// <param name="TotalOrders">Placed, ever.</param>
/// <param name="PaidOrders">With a payment and not cancelled.</param>
/// <param name="TotalRevenue">Paid on orders that are not cancelled, before refunds.</param>
/// <param name="Refunded">Given back on orders that are not cancelled, so that revenue less this is what was kept.</param>
/// <param name="Pending">Orders that stand so.</param>
/// <param name="Paid">Orders that stand so.</param>
/// <param name="Shipped">Orders that stand so.</param>
/// <param name="Cancelled">Orders that stand so.</param>
/// <param name="CancelledRevenue">Totals of the cancelled orders.</param>
public sealed record OrderAnalytics(
    long TotalOrders, long PaidOrders, Money TotalRevenue, Money Refunded,
    long Pending, long Paid, long Shipped, long Cancelled, Money CancelledRevenue)
{
    /// <summary>Total revenue over paid orders, rounded half away from zero; 0 without any.</summary>
    public Money AverageOrderValue => PaidOrders == 0
        ? Money.Zero
        : new Money((long)Math.Round((decimal)TotalRevenue.Minor / PaidOrders, MidpointRounding.AwayFromZero));
}
