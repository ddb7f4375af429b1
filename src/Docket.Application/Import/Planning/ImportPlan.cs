using Docket.Application.Import.Mapping;

namespace Docket.Application.Import.Planning;

/// <summary>
/// Everything the file says, grouped; refusals by the journal are noted in it while it is carried out.
/// </summary>
internal sealed record ImportPlan
{
    public required long Rows { get; init; }

    /// <summary>In the order of their first rows, refused ones included.</summary>
    public required IReadOnlyList<PlannedOrder> Orders { get; init; }

    public required IReadOnlyList<CreditRow> Credits { get; init; }

    public required IReadOnlyList<PlannedRefund> Refunds { get; init; }

    /// <summary>Rows left out while reading.</summary>
    public required IReadOnlyList<Reject> LeftOut { get; init; }

    /// <summary>The commands in order of business time, each order's in the order they must be run.</summary>
    public List<PlannedCommand> Commands(ImportMapping mapping)
    {
        var commands = new List<PlannedCommand>();
        foreach (var order in Orders)
        {
            if (order.Refusal is not null) continue;
            var step = 0;
            foreach (var command in OrderCommands.Of(order, mapping))
                commands.Add(new PlannedCommand(order, null, command, command.At, commands.Count, step++));
        }

        foreach (var refund in Refunds)
        {
            // A refund may be dated before its order's last added line: it still takes its turn after the payment.
            var paid = refund.Order.Lines[^1].Time;
            var turn = refund.Time < paid ? paid : refund.Time;
            commands.Add(new PlannedCommand(refund.Order, refund, OrderCommands.Of(refund), turn, commands.Count, 0));
        }

        commands.Sort(static (left, right) => (left.Turn, left.Index).CompareTo((right.Turn, right.Index)));
        return commands;
    }
}

/// <summary>One command and its turn.</summary>
/// <param name="Order">The order it is for.</param>
/// <param name="Refund">The refund it makes, if it makes one.</param>
/// <param name="Command">What is asked.</param>
/// <param name="Turn">The business time it is run at.</param>
/// <param name="Index">Decides between commands of one time.</param>
/// <param name="Step">Its number among the order's own commands, from 0.</param>
internal readonly record struct PlannedCommand(
    PlannedOrder Order, PlannedRefund? Refund, Domain.Orders.OrderCommand Command, DateTimeOffset Turn, int Index, int Step);

/// <summary>One row, or what is left of it, that ended in no event.</summary>
/// <param name="Row">Its line in the file.</param>
/// <param name="Reason">Why.</param>
/// <param name="QuantityLeft">What was left of a credit; null for other rows.</param>
internal readonly record struct Reject(int Row, string Reason, int? QuantityLeft);
