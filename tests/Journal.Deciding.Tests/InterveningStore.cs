using Docket.Journal.Store;

namespace Docket.Journal.Deciding.Tests;

/// <summary>A real store with somebody else at the door: an act of theirs runs just before each of our appends.</summary>
internal sealed class InterveningStore(IEventStore inner, Func<IEventStore, AppendRequest, Task> before) : IEventStore
{
    public int Appends { get; private set; }

    public int StreamReads { get; private set; }

    public int KeysAsked { get; private set; }

    public long EventsRead { get; private set; }

    /// <summary>With it, messages are taken off each append and kept nowhere: who intervenes has seen them.</summary>
    public bool KeepsOutbox { get; init; }

    public Position Head => inner.Head;

    public async ValueTask<AppendResult> TryAppendAsync(AppendRequest request, CancellationToken cancellationToken)
    {
        Appends++;
        await before(inner, request);
        return await inner.TryAppendAsync(KeepsOutbox ? request with { Messages = [] } : request, cancellationToken);
    }

    public async IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
        StreamName stream, StreamVersion after,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        StreamReads++;
        await foreach (var recorded in inner.ReadStreamAsync(stream, after, cancellationToken))
        {
            EventsRead++;
            yield return recorded;
        }
    }

    public IAsyncEnumerable<EventPage> ReadAllAsync(Position after, EventFilter filter, CancellationToken cancellationToken) =>
        inner.ReadAllAsync(after, filter, cancellationToken);

    public ValueTask<IReadOnlyList<RecordedEvent>> ReadBackwardsAsync(
        Position before1, int count, CancellationToken cancellationToken) =>
        inner.ReadBackwardsAsync(before1, count, cancellationToken);

    public ValueTask<LedgerEntry?> FindCommandAsync(string key, CancellationToken cancellationToken)
    {
        KeysAsked++;
        return inner.FindCommandAsync(key, cancellationToken);
    }

    public ValueTask<Position> WaitForAppendAsync(Position after, CancellationToken cancellationToken) =>
        inner.WaitForAppendAsync(after, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
