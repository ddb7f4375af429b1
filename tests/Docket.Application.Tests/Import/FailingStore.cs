using Docket.Journal.Store;

namespace Docket.Application.Tests.Import;

/// <summary>
/// A store that breaks after so many appends: half of the time having written the last one, as a killed process has.
/// </summary>
internal sealed class FailingStore(IEventStore inner, int appendsUntilFailure) : IEventStore
{
    private int _left = appendsUntilFailure;

    public Position Head => inner.Head;

    public async ValueTask<AppendResult> TryAppendAsync(AppendRequest request, CancellationToken cancellationToken)
    {
        var left = Interlocked.Decrement(ref _left);
        if (left >= 0) return await inner.TryAppendAsync(request, cancellationToken);
        if (left % 2 == 0) await inner.TryAppendAsync(request, cancellationToken);
        throw new JournalUnavailableException("The disk is full.");
    }

    public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
        StreamName stream, StreamVersion after, CancellationToken cancellationToken) =>
        inner.ReadStreamAsync(stream, after, cancellationToken);

    public IAsyncEnumerable<EventPage> ReadAllAsync(Position after, EventFilter filter, CancellationToken cancellationToken) =>
        inner.ReadAllAsync(after, filter, cancellationToken);

    public ValueTask<IReadOnlyList<RecordedEvent>> ReadBackwardsAsync(
        Position before, int count, CancellationToken cancellationToken) =>
        inner.ReadBackwardsAsync(before, count, cancellationToken);

    public ValueTask<LedgerEntry?> FindCommandAsync(string key, CancellationToken cancellationToken) =>
        inner.FindCommandAsync(key, cancellationToken);

    public ValueTask<Position> WaitForAppendAsync(Position after, CancellationToken cancellationToken) =>
        inner.WaitForAppendAsync(after, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
