namespace Docket.Application.PublicEvents;

/// <summary>What other systems know Docket's events by. A type here is a contract: add one, never change one.</summary>
public static class PublicEventTypes
{
    /// <summary>The topic that all of them are published to.</summary>
    public const string Topic = "docket.orders.v1";

    /// <summary>CloudEvents' source: where the events come from.</summary>
    public const string Source = "/docket/orders";

    internal const string Placed = "docket.order.placed.v1";
    internal const string ItemAdded = "docket.order.item_added.v1";
    internal const string DiscountApplied = "docket.order.discount_applied.v1";
    internal const string PaymentConfirmed = "docket.order.payment_confirmed.v1";
    internal const string Shipped = "docket.order.shipped.v1";
    internal const string Cancelled = "docket.order.cancelled.v1";
    internal const string RefundIssued = "docket.order.refund_issued.v1";

    /// <summary>Every type that is published.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Placed, ItemAdded, DiscountApplied, PaymentConfirmed, Shipped, Cancelled, RefundIssued];
}
