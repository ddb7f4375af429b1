namespace Docket.Journal.Outbox;

/// <summary>What other systems are told of an event: written with it, in the same transaction, and published later.</summary>
/// <remarks>The aggregate is the stream of the append; the position is its event's.</remarks>
/// <param name="Id">A UUIDv7, the same at every delivery: consumers tell repeats by it.</param>
/// <param name="Number">Which event of its append it tells of, from 0. At most one message an event.</param>
/// <param name="Type">The public event's versioned name, such as <c>docket.order.placed.v1</c>.</param>
/// <param name="Payload">The public event: a JSON document as UTF-8.</param>
public sealed record OutboxMessage(Guid Id, int Number, string Type, ReadOnlyMemory<byte> Payload)
{
    /// <summary>The longest type, in characters.</summary>
    public const int TypeLengthMax = 200;
}
