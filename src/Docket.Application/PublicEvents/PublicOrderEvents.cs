using Docket.Domain.Orders;
using Told = Docket.Journal.Deciding.EventToTell<
    Docket.Domain.Orders.OrderState, Docket.Domain.Orders.OrderEvent>;

namespace Docket.Application.PublicEvents;

// Their constructors are not public: the JSON generator would take in the private events that they are made of.

/// <summary>A customer ordered these lines.</summary>
internal sealed class PublicOrderPlaced : PublicOrderEvent
{
    internal PublicOrderPlaced(in Told told, OrderPlaced placed)
        : base(told) =>
        Lines = PublicLine.Of(placed.Lines);

    public PublicLine[] Lines { get; }
}

/// <summary>One line more.</summary>
internal sealed class PublicItemAdded : PublicOrderEvent
{
    internal PublicItemAdded(in Told told, ItemAdded added)
        : base(told) =>
        Lines = PublicLine.Of([added.Line]);

    public PublicLine[] Lines { get; }
}

/// <summary>The order got cheaper by an amount.</summary>
internal sealed class PublicDiscountApplied : PublicOrderEvent
{
    internal PublicDiscountApplied(in Told told, DiscountApplied applied)
        : base(told) =>
        Amount = applied.Amount.Minor;

    public long Amount { get; }
}

/// <summary>The balance due was paid.</summary>
internal sealed class PublicPaymentConfirmed : PublicOrderEvent
{
    internal PublicPaymentConfirmed(in Told told, PaymentConfirmed confirmed)
        : base(told) =>
        (PaymentId, Amount) = (confirmed.Payment.Value, confirmed.Amount.Minor);

    public string PaymentId { get; }

    public long Amount { get; }
}

/// <summary>The goods left the house.</summary>
internal sealed class PublicOrderShipped : PublicOrderEvent
{
    internal PublicOrderShipped(in Told told)
        : base(told)
    {
    }
}

/// <summary>The order will not be fulfilled.</summary>
internal sealed class PublicOrderCancelled : PublicOrderEvent
{
    internal PublicOrderCancelled(in Told told, OrderCancelled cancelled)
        : base(told) =>
        PaidBack = cancelled.PaidBack.Minor;

    /// <summary>What is booked back with the cancelling.</summary>
    public long PaidBack { get; }
}

/// <summary>Money went back to the customer.</summary>
internal sealed class PublicRefundIssued : PublicOrderEvent
{
    internal PublicRefundIssued(in Told told, RefundIssued issued)
        : base(told) =>
        (Lines, Amount) = (PublicLine.Of(issued.Items), issued.Amount.Minor);

    /// <summary>What it is for; empty where only an amount is given back.</summary>
    public PublicLine[] Lines { get; }

    public long Amount { get; }
}
