using Docket.Domain.Shared;
using Docket.Kernel;

namespace Docket.Domain.Orders;

/// <summary>
/// What the rules must remember of an order: figures, not lines, so that it stays small and cheap to fold.
/// </summary>
public sealed record OrderState
{
    /// <summary>How far it has come.</summary>
    public OrderStage Stage { get; init; }

    /// <summary>Its one currency; null before it is placed.</summary>
    public Currency? Currency { get; init; }

    /// <summary>Whose order it is; null for a guest's. No rule asks for it: what others are told of an order does.</summary>
    public CustomerId? Customer { get; init; }

    /// <summary>Lines so far.</summary>
    public int LineCount { get; init; }

    /// <summary>What the lines come to.</summary>
    public Money LinesTotal { get; init; }

    /// <summary>Discounts, summed.</summary>
    public Money Discount { get; init; }

    /// <summary>Payments, summed.</summary>
    public Money Paid { get; init; }

    /// <summary>Given back, summed: refunds, and what was booked back with a cancelling.</summary>
    public Money Refunded { get; init; }

    /// <summary>Payments so far, oldest first.</summary>
    public ValueList<Payment> Payments { get; init; }

    /// <summary>What was ordered and given back of each product, by product.</summary>
    public ValueList<ProductTally> Products { get; init; }

    /// <summary>Lines less discounts.</summary>
    public Money Total => LinesTotal - Discount;

    /// <summary>Still to be paid; never negative, and nothing once it is cancelled.</summary>
    public Money BalanceDue => Stage == OrderStage.Cancelled || Paid >= Total ? Money.Zero : Total - Paid;

    /// <summary>What may still be given back.</summary>
    public Money Refundable => Paid - Refunded;

    /// <summary>
    /// Nothing is due and something was paid; a free order is paid once its payment of nothing is confirmed.
    /// </summary>
    public bool IsPaid => Payments.Count > 0 && BalanceDue == Money.Zero;
}

/// <summary>How far an order has come, as far as it decides what may follow.</summary>
public enum OrderStage
{
    /// <summary>Not placed.</summary>
    None,

    /// <summary>Placed; it may grow, be paid, shipped or cancelled.</summary>
    Open,

    /// <summary>Sent; only refunds may follow.</summary>
    Shipped,

    /// <summary>Called off; nothing may follow.</summary>
    Cancelled,
}

/// <summary>One payment that was confirmed.</summary>
public readonly record struct Payment(PaymentId Id, Money Amount);
