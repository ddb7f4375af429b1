using System.Runtime.CompilerServices;
using Docket.Journal.Serialization;
using Docket.Journal.Store;

namespace Docket.Journal.InMemory;

/// <summary>A journal in memory: the reference for every other store, and for tests of what is built on one.</summary>
/// <remarks>
/// Keeps encoded bytes and decodes what is read, so it finds the same faults in codecs that a real store would.
/// </remarks>
public sealed class InMemoryEventStore : IEventStore
{
    private const int PageEventsMax = 1_000;
    private const int BackwardsMax = 10_000;
    private readonly MemoryJournal _journal;
    private readonly EventCodec _codec;
    private readonly AppendSignal _signal;
    private readonly GroupCommit _commit;

    /// <summary>An empty journal.</summary>
    public InMemoryEventStore(EventCodec codec, TimeProvider clock)
        : this(new MemoryJournal(), codec, clock, new GroupCommitOptions())
    {
    }

    /// <summary>Opens a journal that an earlier store may have filled. One store at a time writes to it.</summary>
    public InMemoryEventStore(MemoryJournal journal, EventCodec codec, TimeProvider clock, GroupCommitOptions options)
    {
        (_journal, _codec) = (journal, codec);
        _signal = new AppendSignal(new Position(journal.Events.Count));
        _commit = new GroupCommit(new MemoryCommitter(journal, _signal, clock), codec, options);
    }

    /// <inheritdoc/>
    public Position Head => _signal.Head;

    /// <inheritdoc/>
    public ValueTask<AppendResult> TryAppendAsync(AppendRequest request, CancellationToken cancellationToken) =>
        _commit.CommitAsync(request, cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
        StreamName stream, StreamVersion after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var stored in InStream(stream, after))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new RecordedEvent(_codec, stored);
        }

        await ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<EventPage> ReadAllAsync(
        Position after, EventFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var head = Head;
        while (after < head)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var run = Run(after, (int)Math.Min(PageEventsMax, head.Value - after.Value));
            after = new Position(after.Value + run.Count);
            yield return new EventPage(
                [.. run.Where(stored => filter.Wants(stored.Type)).Select(stored => new RecordedEvent(_codec, stored))],
                after);
        }

        await ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RecordedEvent>> ReadBackwardsAsync(
        Position before, int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, BackwardsMax);
        var newest = Math.Min(before.Value - 1, Head.Value);
        var after = Math.Max(0, newest - count);
        var run = Run(new Position(after), (int)Math.Max(0, newest - after));
        run.Reverse();
        return ValueTask.FromResult<IReadOnlyList<RecordedEvent>>(
            [.. run.Select(stored => new RecordedEvent(_codec, stored))]);
    }

    /// <inheritdoc/>
    public ValueTask<LedgerEntry?> FindCommandAsync(string key, CancellationToken cancellationToken)
    {
        lock (_journal.Gate) return ValueTask.FromResult(_journal.Commands.GetValueOrDefault(key));
    }

    /// <inheritdoc/>
    public ValueTask<Position> WaitForAppendAsync(Position after, CancellationToken cancellationToken) =>
        _signal.WaitAsync(after, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _commit.DisposeAsync();

    private List<StoredEvent> Run(Position after, int count)
    {
        lock (_journal.Gate) return _journal.Events.GetRange((int)after.Value, count);
    }

    private List<StoredEvent> InStream(StreamName stream, StreamVersion after)
    {
        lock (_journal.Gate)
        {
            return !_journal.Streams.TryGetValue(stream, out var positions)
                ? []
                : [.. positions.Skip((int)after.Value).Select(position => _journal.Events[(int)position.Value - 1])];
        }
    }
}
