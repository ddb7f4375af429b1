using System.Collections.Concurrent;
using Docket.Journal.Outbox;
using Docket.Journal.Store;

namespace Docket.Application.Tests.PublicEvents;

/// <summary>A store with an outbox: what took effect is kept, in memory.</summary>
internal sealed class ToldStore(IEventStore inner) : IEventStore
{
    private readonly ConcurrentQueue<(StreamName Stream, OutboxMessage Message)> _told = new();

    /// <summary>What was told, in the order of the appends.</summary>
    public IReadOnlyCollection<(StreamName Stream, OutboxMessage Message)> Told => _told;

    public bool KeepsOutbox => true;

    public Position Head => inner.Head;

    public async ValueTask<AppendResult> TryAppendAsync(AppendRequest request, CancellationToken cancellationToken)
    {
        var result = await inner.TryAppendAsync(request with { Messages = [] }, cancellationToken);
        if (result is not AppendResult.Appended) return result;
        foreach (var message in request.Messages) _told.Enqueue((request.Stream, message));
        return result;
    }

    public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
        StreamName stream, StreamVersion after, CancellationToken cancellationToken) =>
        inner.ReadStreamAsync(stream, after, cancellationToken);

    public IAsyncEnumerable<EventPage> ReadAllAsync(
        Position after, EventFilter filter, CancellationToken cancellationToken) =>
        inner.ReadAllAsync(after, filter, cancellationToken);

    public ValueTask<IReadOnlyList<RecordedEvent>> ReadBackwardsAsync(
        Position before, int count, CancellationToken cancellationToken) =>
        inner.ReadBackwardsAsync(before, count, cancellationToken);

    public ValueTask<LedgerEntry?> FindCommandAsync(string key, CancellationToken cancellationToken) =>
        inner.FindCommandAsync(key, cancellationToken);

    public ValueTask<Position> WaitForAppendAsync(Position after, CancellationToken cancellationToken) =>
        inner.WaitForAppendAsync(after, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
