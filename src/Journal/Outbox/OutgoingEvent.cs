using Docket.Journal.Store;

namespace Docket.Journal.Outbox;

/// <summary>A message of the outbox on its way to a publisher.</summary>
/// <param name="Id">The same at every delivery: what consumers tell repeats by (<c>ce_id</c>).</param>
/// <param name="Position">Its event's place in the journal; grows within a partition.</param>
/// <param name="AggregateType">The stream's category, such as <c>order</c>.</param>
/// <param name="AggregateId">The key: what has the same key keeps its order.</param>
/// <param name="Type">The public event's versioned name.</param>
/// <param name="Payload">The public event: a JSON document as UTF-8.</param>
public sealed record OutgoingEvent(
    Guid Id, Position Position, string AggregateType, string AggregateId, string Type, ReadOnlyMemory<byte> Payload);
