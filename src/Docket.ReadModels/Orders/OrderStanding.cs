using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.ReadModels.OrderSummaries;

namespace Docket.ReadModels.Orders;

/// <summary>An order's money and status: the part that several views fold in the same way.</summary>
/// <param name="Status">Where it stands.</param>
/// <param name="HasPayment">Whether a payment was confirmed, be it of nothing.</param>
/// <param name="Total">Lines less discount.</param>
/// <param name="Paid">Payments, summed.</param>
/// <param name="Refunded">Given back, summed: refunds and what was booked back with a cancelling.</param>
internal readonly record struct OrderStanding(OrderStatus Status, bool HasPayment, Money Total, Money Paid, Money Refunded)
{
    public static OrderStanding Placed(OrderPlaced placed) =>
        new(OrderStatus.Pending, false, AmountOf(placed), Money.Zero, Money.Zero);

    public OrderStanding After(OrderEvent recorded) => recorded switch
    {
        ItemAdded e => (this with { Total = Total + e.Line.Amount }).Weighed(),
        DiscountApplied e => (this with { Total = Total - e.Amount }).Weighed(),
        PaymentConfirmed e => (this with { Paid = Paid + e.Amount, HasPayment = true }).Weighed(),
        OrderShipped => this with { Status = OrderStatus.Shipped },
        OrderCancelled e => this with { Status = OrderStatus.Cancelled, Refunded = Refunded + e.PaidBack },
        RefundIssued e => this with { Refunded = Refunded + e.Amount },
        _ => this,
    };

    // Shipped and cancelled are for good; before that, an order is paid while nothing is due and somebody has paid.
    private OrderStanding Weighed() => Status is OrderStatus.Shipped or OrderStatus.Cancelled
        ? this
        : this with { Status = HasPayment && Paid >= Total ? OrderStatus.Paid : OrderStatus.Pending };

    private static Money AmountOf(OrderPlaced placed)
    {
        var total = Money.Zero;
        foreach (var line in placed.Lines) total += line.Amount;
        return total;
    }
}
