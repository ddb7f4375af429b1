using System.Runtime.CompilerServices;
using Docket.Journal.Store;

namespace Docket.Journal.Kafka.Tests;

/// <summary>A journal that counts what is read of it in bulk.</summary>
internal sealed class WatchedStore(IEventStore inner) : IEventStore
{
    private long _eventsRead;

    public long EventsRead => Interlocked.Read(ref _eventsRead);

    public Position Head => inner.Head;

    public void Reset() => Interlocked.Exchange(ref _eventsRead, 0);

    public ValueTask<AppendResult> TryAppendAsync(AppendRequest request, CancellationToken cancellationToken) =>
        inner.TryAppendAsync(request, cancellationToken);

    public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
        StreamName stream, StreamVersion after, CancellationToken cancellationToken) =>
        inner.ReadStreamAsync(stream, after, cancellationToken);

    public async IAsyncEnumerable<EventPage> ReadAllAsync(
        Position after, EventFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in inner.ReadAllAsync(after, filter, cancellationToken))
        {
            Interlocked.Add(ref _eventsRead, page.Events.Count);
            yield return page;
        }
    }

    public ValueTask<IReadOnlyList<RecordedEvent>> ReadBackwardsAsync(
        Position before, int count, CancellationToken cancellationToken) =>
        inner.ReadBackwardsAsync(before, count, cancellationToken);

    public ValueTask<LedgerEntry?> FindCommandAsync(string key, CancellationToken cancellationToken) =>
        inner.FindCommandAsync(key, cancellationToken);

    public ValueTask<Position> WaitForAppendAsync(Position after, CancellationToken cancellationToken) =>
        inner.WaitForAppendAsync(after, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
