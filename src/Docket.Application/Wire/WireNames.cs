namespace Docket.Application.Wire;

/// <summary>The stored names of today's events, without their versions. A name here is stored for ever.</summary>
public static class WireNames
{
    /// <summary>The category of order streams.</summary>
    public const string OrderCategory = "order";

    /// <summary>The category of customer streams.</summary>
    public const string CustomerCategory = "customer";

    /// <summary>The category of products' stock.</summary>
    public const string StockCategory = "stock";

    /// <summary>The category of customers' loyalty points.</summary>
    public const string LoyaltyCategory = "loyalty";

    internal const string OrderPlaced = "order.placed";
    internal const string ItemAdded = "order.item_added";
    internal const string DiscountApplied = "order.discount_applied";
    internal const string PaymentConfirmed = "order.payment_confirmed";
    internal const string OrderShipped = "order.shipped";
    internal const string OrderCancelled = "order.cancelled";
    internal const string RefundIssued = "order.refund_issued";
    internal const string CustomerRegistered = "customer.registered";
    internal const string CustomerDetailsChanged = "customer.details_changed";
    internal const string StockReceived = "stock.received";
    internal const string StockReserved = "stock.reserved";
    internal const string ReservationReleased = "stock.reservation_released";
    internal const string ReservationExpired = "stock.reservation_expired";
    internal const string StockShipped = "stock.shipped";
    internal const string StockReturned = "stock.returned";
    internal const string PointsEarned = "loyalty.points_earned";
    internal const string PointsTakenBack = "loyalty.points_taken_back";
}
