using Docket.Journal.Outbox;
using Docket.Kernel;

namespace Docket.Journal.Store;

/// <summary>One atomic append: events of one stream and, where the command has a key, its ledger entry.</summary>
/// <param name="Stream">The stream that grows.</param>
/// <param name="Expected">What the writer believes of it.</param>
/// <param name="Events">Oldest first, at most <see cref="EventsMax"/>. Empty only with a key: then just the ledger entry is
/// written, and a later repeat is answered with the stream's state of now.</param>
/// <param name="Key">The command's idempotency key, if it has one.</param>
public sealed record AppendRequest(
    StreamName Stream,
    ExpectedVersion Expected,
    ValueList<NewEvent> Events,
    CommandKey? Key = null)
{
    /// <summary>The most events in one append.</summary>
    public const int EventsMax = 10_000;

    /// <summary>The most payload, metadata and type bytes in one append, its messages included.</summary>
    public const int BytesMax = 64 * 1024 * 1024;

    /// <summary>
    /// What other systems are to be told, by the events' order. A store that keeps no outbox
    /// (<see cref="IEventStore.KeepsOutbox"/>) refuses messages rather than lose them.
    /// </summary>
    public ValueList<OutboxMessage> Messages { get; init; } = [];
}
