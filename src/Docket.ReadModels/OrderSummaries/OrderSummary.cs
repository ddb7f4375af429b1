using Docket.Domain.Shared;
using Docket.Kernel;

namespace Docket.ReadModels.OrderSummaries;

/// <summary>One order as its readers see it. Amounts are minor units of <see cref="Currency"/>.</summary>
public sealed record OrderSummary
{
    /// <summary>The order.</summary>
    public required OrderId OrderId { get; init; }

    /// <summary>Whose it is; null for a guest's.</summary>
    public required CustomerId? CustomerId { get; init; }

    /// <summary>The customer's name of today, joined in when it is read; null where none is known.</summary>
    public string? CustomerName { get; init; }

    /// <summary>Where it stands.</summary>
    public required OrderStatus Status { get; init; }

    /// <summary>Its one currency.</summary>
    public required Currency Currency { get; init; }

    /// <summary>Its lines, in the order they were ordered.</summary>
    public required ValueList<OrderSummaryItem> Items { get; init; }

    /// <summary>Discounts, summed.</summary>
    public Money Discount { get; init; }

    /// <summary>Payments, summed.</summary>
    public Money Paid { get; init; }

    /// <summary>Given back, summed: refunds and what was booked back with a cancelling.</summary>
    public Money Refunded { get; init; }

    /// <summary>The latest payment.</summary>
    public PaymentId? PaymentId { get; init; }

    /// <summary>When it was placed.</summary>
    public required DateTimeOffset PlacedAt { get; init; }

    /// <summary>When it was last paid.</summary>
    public DateTimeOffset? PaidAt { get; init; }

    /// <summary>When it was shipped.</summary>
    public DateTimeOffset? ShippedAt { get; init; }

    /// <summary>When it was cancelled.</summary>
    public DateTimeOffset? CancelledAt { get; init; }

    /// <summary>The stream's version that this shows.</summary>
    public required long Version { get; init; }

    /// <summary>The position of that version's event.</summary>
    public required long Position { get; init; }

    /// <summary>Quantities, summed.</summary>
    public long ItemCount
    {
        get
        {
            var count = 0L;
            foreach (var item in Items) count = checked(count + item.Quantity);
            return count;
        }
    }

    /// <summary>Lines less discount.</summary>
    public Money Total
    {
        get
        {
            var total = 0L;
            foreach (var item in Items)
            {
                var line = item.Quantity * item.UnitPrice.Minor;
                total = checked(total + line);
            }

            return new Money(total) - Discount;
        }
    }

    /// <summary>Still to be paid; nothing on a cancelled order, and never negative.</summary>
    public Money BalanceDue => Status == OrderStatus.Cancelled || Paid >= Total ? Money.Zero : Total - Paid;
}

/// <summary>One line of an order.</summary>
public sealed record OrderSummaryItem(Sku ProductId, string Name, int Quantity, Money UnitPrice);

/// <summary>Where an order stands.</summary>
public enum OrderStatus
{
    /// <summary>A balance is due, or nothing was paid yet.</summary>
    Pending,

    /// <summary>All paid.</summary>
    Paid,

    /// <summary>Sent.</summary>
    Shipped,

    /// <summary>Called off.</summary>
    Cancelled,
}
