namespace Docket.Journal.Store;

/// <summary>An append-only journal of streams with one dense global order.</summary>
/// <remarks>
/// Every store keeps the same promises, proved by one contract suite (<c>EventStoreSpec</c>): stream versions are dense
/// from 1, positions are dense from 1 and in commit order, an append is whole or absent, and what was answered is durable.
/// All members may be called from any thread.
/// </remarks>
public interface IEventStore : IAsyncDisposable
{
    /// <summary>The position of the newest event that readers can see here; <see cref="Position.Start"/> when empty.</summary>
    Position Head { get; }

    /// <summary>
    /// Whether an append may carry <see cref="AppendRequest.Messages"/>: then they are written in its transaction. Else
    /// they are refused, so who makes messages asks first. Default false.
    /// </summary>
    bool KeepsOutbox => false;

    /// <summary>Appends all events or none, and only while the stream is still at the expected version.</summary>
    /// <returns>The new version and the position of the last event; or the conflict with the version found; or the first
    /// answer to the same command key.</returns>
    /// <exception cref="JournalUnavailableException">The store cannot write now.</exception>
    /// <exception cref="OperationCanceledException">The wait was given up. Whether the append took effect is unknown:
    /// ask again with the same key.</exception>
    ValueTask<AppendResult> TryAppendAsync(AppendRequest request, CancellationToken cancellationToken);

    /// <summary>Yields the events newer than a version, oldest first; an unknown stream yields nothing.</summary>
    IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
        StreamName stream, StreamVersion after, CancellationToken cancellationToken);

    /// <summary>Yields the journal after a position in pages, oldest first, up to the head at the time of reading.</summary>
    /// <remarks>Nothing is yielded when there is nothing newer. A page holds at most a few thousand events.</remarks>
    IAsyncEnumerable<EventPage> ReadAllAsync(Position after, EventFilter filter, CancellationToken cancellationToken);

    /// <summary>The events just before a position, newest first.</summary>
    /// <param name="before">Exclusive; a position beyond the head means from the newest on.</param>
    /// <param name="count">At most so many, 1-10,000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<IReadOnlyList<RecordedEvent>> ReadBackwardsAsync(
        Position before, int count, CancellationToken cancellationToken);

    /// <summary>What a command of this key did, or null if none took effect.</summary>
    ValueTask<LedgerEntry?> FindCommandAsync(string key, CancellationToken cancellationToken);

    /// <summary>Waits until there is an event after a position. Wakes on the commit's signal, without polling.</summary>
    /// <returns>The head, newer than <paramref name="after"/>.</returns>
    ValueTask<Position> WaitForAppendAsync(Position after, CancellationToken cancellationToken);
}
