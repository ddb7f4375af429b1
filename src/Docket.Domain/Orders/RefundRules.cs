using System.Runtime.InteropServices;
using Docket.Domain.Shared;

namespace Docket.Domain.Orders;

/// <summary>When money may go back: for items that were ordered, or as an amount; never more than came in.</summary>
internal static class RefundRules
{
    public static OrderDecision Decide(OrderState order, IssueRefund command)
    {
        if (command.Items.Count > 0 == command.Amount.HasValue || command.Amount is { Minor: <= 0 })
            return OrderRejection.RefundInvalid;
        if (Order.IsTooLong(command.Reason)) return OrderRejection.TextTooLong;

        // What was paid is said first: on an unpaid or a cancelled order it is the reason that explains the others.
        if (order.Refundable == Money.Zero)
            return OrderRejection.RefundAbovePaid.With("Nothing is left to refund on this order.");
        if (WhyNotItems(order, command) is { } no) return no;

        var amount = command.Amount is { } given ? given.Minor : SumOf(command);
        if (amount == 0) return OrderRejection.RefundInvalid;
        if (amount > order.Refundable.Minor)
            return OrderRejection.RefundAbovePaid.With(
                $"A refund of {amount} is above the {order.Refundable} {order.Currency} minor units left to refund.");
        return new RefundIssued(command.Items, new Money((long)amount), command.Reason) { At = command.At };
    }

    private static OrderRejection? WhyNotItems(OrderState order, IssueRefund command)
    {
        // Counted per product, because several items may give back the same one.
        var wanted = new Dictionary<Sku, long>(command.Items.Count);
        foreach (var item in command.Items)
        {
            var index = ProductTallies.IndexOf(order.Products, item.Product);
            if (index < 0) return OrderRejection.RefundAboveQuantity.With($"{item.Product} is not in this order.");
            var tally = order.Products[index];
            ref var soFar = ref CollectionsMarshal.GetValueRefOrAddDefault(wanted, item.Product, out _);
            soFar += item.Quantity;
            if (WhyNotItem(tally, item, soFar) is { } no) return no;
        }

        return null;
    }

    private static OrderRejection? WhyNotItem(ProductTally tally, RefundLine item, long wanted)
    {
        if (item.Quantity < 1 || item.UnitPrice < Money.Zero)
            return OrderRejection.RefundInvalid.With(
                $"{item.Product} is to be refunded {item.Quantity} times at {item.UnitPrice}.");
        if (wanted > tally.Refundable)
            return OrderRejection.RefundAboveQuantity.With(
                $"{item.Product} is to be refunded {wanted} times, and {tally.Refundable} are left to refund.");
        if (item.UnitPrice > tally.HighestPrice)
            return OrderRejection.RefundAbovePrice.With(
                $"{item.Product} is to be refunded at {item.UnitPrice}; its highest price in the order is {tally.HighestPrice}.");
        return null;
    }

    private static Int128 SumOf(IssueRefund command)
    {
        Int128 sum = 0;
        foreach (var item in command.Items) sum += (Int128)item.UnitPrice.Minor * item.Quantity;
        return sum;
    }
}
