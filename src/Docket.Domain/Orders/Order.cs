using System.Diagnostics;
using Docket.Domain.Shared;
using Docket.Kernel;

namespace Docket.Domain.Orders;

/// <summary>The whole rule book of one order, pure.</summary>
public static class Order
{
    /// <summary>Before it is placed.</summary>
    public static OrderState Initial { get; } = new();

    /// <summary>The three functions together.</summary>
    public static Decider<OrderState, OrderCommand, OrderEvent, OrderRejection> Decider { get; } =
        new(Initial, Evolve, Decide);

    /// <summary>What a command does in a state; changes nothing.</summary>
    public static OrderDecision Decide(OrderState order, OrderCommand command) => (order.Stage, command) switch
    {
        (OrderStage.None, PlaceOrder c) => Place(c),
        (OrderStage.None, _) => OrderRejection.Unknown,
        (_, PlaceOrder) => OrderRejection.AlreadyPlaced,

        (_, CallOffCheckout) => OrderDecision.NothingNew,

        // A cancelled order's money was booked back with the cancelling, so the refund rule itself finds nothing left.
        (_, IssueRefund c) => RefundRules.Decide(order, c),
        (OrderStage.Cancelled, _) => OrderRejection.Cancelled,

        (OrderStage.Open or OrderStage.Shipped, ConfirmPayment c) => Pay(order, c),
        (OrderStage.Shipped, _) => OrderRejection.Shipped,

        (OrderStage.Open, AddItem c) => Add(order, c),
        (OrderStage.Open, ApplyDiscount c) => Discount(order, c),
        (OrderStage.Open, ShipOrder c) => Ship(order, c),
        (OrderStage.Open, CancelOrder c) => Cancel(order, c),
        _ => throw new UnreachableException($"{command} in {order.Stage}"),
    };

    /// <summary>The state after one more event; never refuses.</summary>
    public static OrderState Evolve(OrderState order, OrderEvent recorded) => recorded switch
    {
        OrderPlaced e => Placed(e),
        ItemAdded e => order with
        {
            LineCount = order.LineCount + 1,
            LinesTotal = order.LinesTotal + e.Line.Amount,
            Products = ProductTallies.Plus(order.Products, e.Line),
        },
        DiscountApplied e => order with { Discount = order.Discount + e.Amount },
        PaymentConfirmed e => order with
        {
            Paid = order.Paid + e.Amount,
            Payments = order.Payments.Add(new Payment(e.Payment, e.Amount)),
        },
        OrderShipped => order with { Stage = OrderStage.Shipped },
        OrderCancelled e => order with { Stage = OrderStage.Cancelled, Refunded = order.Refunded + e.PaidBack },
        RefundIssued e => order with
        {
            Refunded = order.Refunded + e.Amount,
            Products = ProductTallies.Less(order.Products, e.Items),
        },
        _ => throw new UnreachableException($"{recorded}"),
    };

    private static OrderDecision Place(PlaceOrder command)
    {
        if (command.Lines.Count is 0 or > OrderLimits.LinesMax)
            return OrderRejection.LineCount.With(
                $"The order has {command.Lines.Count} lines; 1-{OrderLimits.LinesMax} are possible.");
        for (var i = 0; i < command.Lines.Count; i++)
            if (LineRules.WhyNot(command.Lines[i], i + 1) is { } no) return no;
        return LineRules.WhyTooLarge(Money.Zero, command.Lines)
            ?? (OrderDecision)new OrderPlaced(command.Customer, command.Currency, command.Lines) { At = command.At };
    }

    private static OrderState Placed(OrderPlaced placed)
    {
        var total = Money.Zero;
        foreach (var line in placed.Lines) total += line.Amount;
        return new OrderState
        {
            Stage = OrderStage.Open,
            Currency = placed.Currency,
            Customer = placed.Customer,
            LineCount = placed.Lines.Count,
            LinesTotal = total,
            Products = ProductTallies.Of(placed.Lines),
        };
    }

    private static OrderDecision Add(OrderState order, AddItem command)
    {
        if (order.LineCount >= OrderLimits.LinesMax)
            return OrderRejection.LineCount.With($"The order has {order.LineCount} lines already; more are not possible.");
        return LineRules.WhyNot(command.Line, order.LineCount + 1)
            ?? LineRules.WhyTooLarge(order.LinesTotal, [command.Line])
            ?? (OrderDecision)new ItemAdded(command.Line) { At = command.At };
    }

    private static OrderDecision Discount(OrderState order, ApplyDiscount command)
    {
        if (command is { Code.Length: 0 or > OrderLimits.CodeLengthMax } or { Amount.Minor: <= 0 })
            return OrderRejection.DiscountInvalid;
        if (command.Amount > order.Total)
            return OrderRejection.DiscountAboveTotal.With(
                $"A discount of {command.Amount} is above the order's total of {order.Total} {order.Currency} minor units.");
        return new DiscountApplied(command.Code, command.Amount) { At = command.At };
    }

    private static OrderDecision Pay(OrderState order, ConfirmPayment command)
    {
        foreach (var payment in order.Payments)
        {
            if (payment.Id != command.Payment) continue;
            return payment.Amount == command.Amount
                ? OrderDecision.NothingNew
                : OrderRejection.PaymentIdTaken.With(
                    $"Payment {payment.Id} was confirmed with {payment.Amount} {order.Currency} minor units.");
        }

        if (IsTooLong(command.Method)) return OrderRejection.TextTooLong;
        if (order.IsPaid) return OrderRejection.NothingDue;
        if (command.Amount != order.BalanceDue)
            return OrderRejection.PaymentNotBalanceDue.With(
                $"{command.Amount} was to be paid, and {order.BalanceDue} {order.Currency} minor units are due.");
        return new PaymentConfirmed(command.Payment, command.Amount, command.Method, First: order.Payments.Count == 0)
        {
            At = command.At,
        };
    }

    private static OrderDecision Ship(OrderState order, ShipOrder command)
    {
        if (order.BalanceDue > Money.Zero)
            return OrderRejection.NotPaid.With($"{order.BalanceDue} {order.Currency} minor units are still due.");
        if (IsTooLong(command.Carrier) || IsTooLong(command.Tracking)) return OrderRejection.TextTooLong;
        return new OrderShipped(command.Carrier, command.Tracking) { At = command.At };
    }

    private static OrderDecision Cancel(OrderState order, CancelOrder command)
    {
        if (IsTooLong(command.Reason)) return OrderRejection.TextTooLong;
        return new OrderCancelled(command.Reason, order.Total, PaidBack: order.Refundable) { At = command.At };
    }

    internal static bool IsTooLong(string? text) => text is { Length: > OrderLimits.TextLengthMax };
}
