using Docket.Application.Import.Mapping;
using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Kernel;

namespace Docket.Application.Import.Planning;

/// <summary>The commands that make a planned order what the file says.</summary>
internal static class OrderCommands
{
    private const string PaymentMethod = "import";

    /// <summary>
    /// Placed with the rows of the first time, a line added for each later one, and paid as a whole at the last.
    /// </summary>
    public static IEnumerable<OrderCommand> Of(PlannedOrder order, ImportMapping mapping)
    {
        var placed = order.LinesPlaced;
        var lines = new OrderLine[placed];
        for (var i = 0; i < placed; i++) lines[i] = order.Lines[i].Line;
        yield return new PlaceOrder(order.Customer, mapping.Currency, ValueList.Create<OrderLine>(lines))
        {
            At = order.PlacedAt,
        };
        for (var i = placed; i < order.Lines.Count; i++)
            yield return new AddItem(order.Lines[i].Line) { At = order.Lines[i].Time };
        yield return new ConfirmPayment(new PaymentId(order.Id.Value), order.Total, PaymentMethod)
        {
            At = order.Lines[^1].Time,
        };
    }

    /// <summary>What one credit note gives back of one order; the credit note's id is the reason.</summary>
    public static IssueRefund Of(PlannedRefund refund) =>
        new(refund.Items.ToValueList(), null, refund.Credit.Value) { At = refund.Time };

    /// <summary>
    /// Asks the rules beforehand, so that an order is imported whole or not at all. Finds the total on the way.
    /// </summary>
    public static OrderRejection? WhyNot(PlannedOrder order, ImportMapping mapping)
    {
        var state = Order.Initial;
        foreach (var command in Of(order, mapping))
        {
            var decision = Order.Decide(state, command);
            if (decision.Rejection is { } no) return no;
            foreach (var recorded in decision.Events) state = Order.Evolve(state, recorded);

            // The payment is made last and, since commands are made one by one, of what the lines came to by then.
            order.Total = state.Total;
        }

        return null;
    }
}
