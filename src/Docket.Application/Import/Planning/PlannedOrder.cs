using Docket.Domain.Orders;
using Docket.Domain.Shared;

namespace Docket.Application.Import.Planning;

/// <summary>One order of the file: its rows in order of time, and what its commands make of it.</summary>
internal sealed class PlannedOrder(OrderId id, CustomerId? customer)
{
    public OrderId Id { get; } = id;

    public CustomerId? Customer { get; } = customer;

    public List<PlannedLine> Lines { get; } = [];

    /// <summary>When it was placed: the time of its first row.</summary>
    public DateTimeOffset PlacedAt => Lines[0].Time;

    /// <summary>What its lines come to, once it is known that the rules allow it.</summary>
    public Money Total { get; set; }

    /// <summary>Why the journal refused it, if it did; its rows are then rejected.</summary>
    public string? Refusal { get; set; }

    /// <summary>The command before the next one: commands of one order are run one after another.</summary>
    public Task Before { get; set; } = Task.CompletedTask;

    /// <summary>How many events its sale makes: placed, one a later row, paid.</summary>
    public int EventCount => 2 + Lines.Count - LinesPlaced;

    /// <summary>How many rows it was placed with: those of the first time.</summary>
    public int LinesPlaced
    {
        get
        {
            var count = 1;
            while (count < Lines.Count && Lines[count].Time == PlacedAt) count++;
            return count;
        }
    }
}

/// <summary>One sale row.</summary>
internal readonly record struct PlannedLine(int Row, DateTimeOffset Time, OrderLine Line);
