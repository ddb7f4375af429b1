using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Journal.Store;

namespace Docket.ReadModels.Orders;

/// <summary>What all views of orders know of order events.</summary>
internal static class OrderEventTypes
{
    /// <summary>The streams' category.</summary>
    public const string Category = "order";

    public static IReadOnlyCollection<Type> All { get; } =
    [
        typeof(OrderPlaced), typeof(ItemAdded), typeof(DiscountApplied), typeof(PaymentConfirmed),
        typeof(OrderShipped), typeof(OrderCancelled), typeof(RefundIssued),
    ];

    public static OrderId OrderOf(RecordedEvent recorded) => new(recorded.Stream.Id);

    public static StreamName StreamOf(OrderId order) => new(Category, order.Value);

    /// <summary>The day in UTC that an event counts on.</summary>
    public static DateOnly DayOf(OrderEvent recorded) => DateOnly.FromDateTime(recorded.At.UtcDateTime);
}
