using Docket.Domain.Orders;

namespace Docket.Postgres.Writing;

/// <summary>What events of one append together do to their order: figures to be added, and times to be set.</summary>
internal readonly record struct OrderChange
{
    /// <summary>Whether there was any event of an order.</summary>
    public bool IsOne { get; private init; }

    /// <summary>The event that places it, if it is among them.</summary>
    public OrderPlaced? Placed { get; private init; }

    public long Total { get; private init; }

    public long Discount { get; private init; }

    public long Paid { get; private init; }

    public long Refunded { get; private init; }

    public DateTime? PaidAt { get; private init; }

    public DateTime? ShippedAt { get; private init; }

    public DateTime? CancelledAt { get; private init; }

    /// <summary>The same with one more event.</summary>
    public OrderChange With(OrderEvent happened) => (this with { IsOne = true }).After(happened);

    private OrderChange After(OrderEvent happened) => happened switch
    {
        OrderPlaced e => this with { Placed = e, Total = Total + AmountOf(e) },
        ItemAdded e => this with { Total = Total + e.Line.Amount.Minor },
        DiscountApplied e => this with { Total = Total - e.Amount.Minor, Discount = Discount + e.Amount.Minor },
        PaymentConfirmed e => this with { Paid = Paid + e.Amount.Minor, PaidAt = e.At.UtcDateTime },
        OrderShipped e => this with { ShippedAt = e.At.UtcDateTime },
        OrderCancelled e => this with { Refunded = Refunded + e.PaidBack.Minor, CancelledAt = e.At.UtcDateTime },
        RefundIssued e => this with { Refunded = Refunded + e.Amount.Minor },
        _ => this, // An event of tomorrow moves no figure of these.
    };

    private static long AmountOf(OrderPlaced placed)
    {
        var total = 0L;
        foreach (var line in placed.Lines) total += line.Amount.Minor;
        return total;
    }
}
