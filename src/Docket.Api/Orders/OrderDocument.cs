using System.Text.Json.Serialization;
using Docket.ReadModels.OrderSummaries;
using Docket.ReadModels.Reading;

namespace Docket.Api.Orders;

/// <summary>One order as readers see it. Amounts are minor units of <see cref="Currency"/>, times are UTC.</summary>
public record OrderDocument
{
    /// <summary>The order.</summary>
    public required string OrderId { get; init; }

    /// <summary>Whose it is; null for a guest's.</summary>
    public required string? CustomerId { get; init; }

    /// <summary>The customer's name of today; null where none is known.</summary>
    public required string? CustomerName { get; init; }

    /// <summary>pending, paid, shipped or cancelled.</summary>
    public required string Status { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>Quantities, summed.</summary>
    public required long ItemCount { get; init; }

    /// <summary>Lines less discount.</summary>
    public required long Total { get; init; }

    /// <summary>Discounts, summed.</summary>
    public required long Discount { get; init; }

    /// <summary>Payments, summed.</summary>
    public required long Paid { get; init; }

    /// <summary>Given back, summed.</summary>
    public required long Refunded { get; init; }

    /// <summary>Still to be paid.</summary>
    public required long BalanceDue { get; init; }

    /// <summary>The lines, in the order they were ordered.</summary>
    public required IReadOnlyList<OrderItemDocument> Items { get; init; }

    /// <summary>The latest payment.</summary>
    public required string? PaymentId { get; init; }

    /// <summary>When it was placed.</summary>
    public required DateTime PlacedAt { get; init; }

    /// <summary>When it was last paid.</summary>
    public required DateTime? PaidAt { get; init; }

    /// <summary>When it was shipped.</summary>
    public required DateTime? ShippedAt { get; init; }

    /// <summary>When it was cancelled.</summary>
    public required DateTime? CancelledAt { get; init; }

    /// <summary>The order's version that this shows.</summary>
    public required long Version { get; init; }
}

/// <summary>One line of an order.</summary>
public sealed record OrderItemDocument(string ProductId, string Name, int Quantity, long UnitPrice);

/// <summary>One order, and how far its reader has read.</summary>
public sealed record OrderReply : OrderDocument
{
    /// <summary>Everything up to here that concerns the order is in it.</summary>
    [JsonPropertyOrder(100)]
    public required long AsOfSeq { get; init; }

    /// <summary>More was asked for than this, or an event of this order waits for an operator.</summary>
    [JsonPropertyOrder(101)]
    public required bool Stale { get; init; }

    /// <summary>Since when such an event waits; left out where none does.</summary>
    [JsonPropertyOrder(102), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTime? StaleSince { get; init; }

    /// <summary>What a reader answered, where it knows the order.</summary>
    public static OrderReply Of(OrderSummary order, Answer<OrderSummary?> answer) => new()
    {
        OrderId = order.OrderId.Value,
        CustomerId = order.CustomerId?.Value,
        CustomerName = order.CustomerName,
        Status = StatusName.Of(order.Status),
        Currency = order.Currency.Code,
        ItemCount = order.ItemCount,
        Total = order.Total.Minor,
        Discount = order.Discount.Minor,
        Paid = order.Paid.Minor,
        Refunded = order.Refunded.Minor,
        BalanceDue = order.BalanceDue.Minor,
        Items = [.. order.Items.Select(
            item => new OrderItemDocument(item.ProductId.Value, item.Name, item.Quantity, item.UnitPrice.Minor))],
        PaymentId = order.PaymentId?.Value,
        PlacedAt = order.PlacedAt.UtcDateTime,
        PaidAt = order.PaidAt?.UtcDateTime,
        ShippedAt = order.ShippedAt?.UtcDateTime,
        CancelledAt = order.CancelledAt?.UtcDateTime,
        Version = order.Version,
        AsOfSeq = answer.AsOf.Value,
        Stale = answer.Stale,
        StaleSince = answer.StaleSince?.UtcDateTime,
    };
}
