using Docket.Domain.Shared;
using Docket.Kernel;

namespace Docket.Domain.Orders;

/// <summary>What happened to an order. Stored for ever: add a case, never change one.</summary>
public abstract record OrderEvent
{
    private protected OrderEvent() { }

    /// <summary>Business time, UTC.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>A customer ordered. Without a customer it is a guest's order.</summary>
public sealed record OrderPlaced(CustomerId? Customer, Currency Currency, ValueList<OrderLine> Lines) : OrderEvent;

/// <summary>One line more.</summary>
public sealed record ItemAdded(OrderLine Line) : OrderEvent;

/// <summary>The order got cheaper, and by which code.</summary>
public sealed record DiscountApplied(string Code, Money Amount) : OrderEvent;

/// <summary>The balance due was paid.</summary>
/// <param name="Payment">The payment's id.</param>
/// <param name="Amount">What was paid: all that was due.</param>
/// <param name="Method">How, such as <c>card</c>; free text.</param>
/// <param name="First">Whether it is the order's first payment; readers count paid orders by it.</param>
public sealed record PaymentConfirmed(PaymentId Payment, Money Amount, string? Method, bool First) : OrderEvent;

/// <summary>The goods left the house.</summary>
public sealed record OrderShipped(string? Carrier, string? Tracking) : OrderEvent;

/// <summary>The order will not be fulfilled.</summary>
/// <param name="Reason">Why, free text.</param>
/// <param name="Total">What the order came to.</param>
/// <param name="PaidBack">What is booked back with the cancelling: paid and not refunded before.</param>
public sealed record OrderCancelled(string? Reason, Money Total, Money PaidBack) : OrderEvent;

/// <summary>Money went back to the customer.</summary>
/// <param name="Items">What it is for; empty when only an amount is given back.</param>
/// <param name="Amount">How much; the items' sum where there are items.</param>
/// <param name="Reason">Why, free text.</param>
public sealed record RefundIssued(ValueList<RefundLine> Items, Money Amount, string? Reason) : OrderEvent;
