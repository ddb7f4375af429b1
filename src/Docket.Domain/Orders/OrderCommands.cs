using Docket.Domain.Shared;
using Docket.Kernel;

namespace Docket.Domain.Orders;

/// <summary>What somebody wants of an order, stamped with the business time it is wanted for.</summary>
public abstract record OrderCommand
{
    private protected OrderCommand() { }

    /// <summary>Business time, UTC; becomes the event's.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>Places the order.</summary>
public sealed record PlaceOrder(CustomerId? Customer, Currency Currency, ValueList<OrderLine> Lines) : OrderCommand;

/// <summary>Adds one line.</summary>
public sealed record AddItem(OrderLine Line) : OrderCommand;

/// <summary>Makes it cheaper.</summary>
public sealed record ApplyDiscount(string Code, Money Amount) : OrderCommand;

/// <summary>Confirms that the balance due was paid.</summary>
public sealed record ConfirmPayment(PaymentId Payment, Money Amount, string? Method) : OrderCommand;

/// <summary>Sends the goods.</summary>
public sealed record ShipOrder(string? Carrier, string? Tracking) : OrderCommand;

/// <summary>Calls it off.</summary>
public sealed record CancelOrder(string? Reason) : OrderCommand;

/// <summary>Gives money back, for items or as an amount. Exactly one of the two is given.</summary>
public sealed record IssueRefund(ValueList<RefundLine> Items, Money? Amount, string? Reason) : OrderCommand;

/// <summary>
/// Changes nothing: given with the key of another command, it makes sure that the key will never change anything.
/// </summary>
public sealed record CallOffCheckout : OrderCommand;
