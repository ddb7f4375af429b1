using Docket.Journal.Store;

namespace Docket.Journal.InMemory;

/// <summary>Commits batches into a <see cref="MemoryJournal"/>: the rules of every store, without a disk.</summary>
internal sealed class MemoryCommitter(MemoryJournal journal, AppendSignal signal, TimeProvider clock) : IBatchCommitter
{
    public void Commit(IReadOnlyList<PendingAppend> batch)
    {
        Position head;
        lock (journal.Gate)
        {
            var recordedAt = RecordedAt();
            foreach (var pending in batch) pending.Result = Resolve(pending, recordedAt);
            head = new Position(journal.Events.Count);
        }

        signal.Raise(head);
    }

    public void AfterCommit()
    {
    }

    /// <summary>Store time never runs back, whatever the clock does.</summary>
    private DateTimeOffset RecordedAt()
    {
        var now = clock.GetUtcNow().ToUniversalTime();
        return journal.Events.Count > 0 && journal.Events[^1].RecordedAt > now ? journal.Events[^1].RecordedAt : now;
    }

    private AppendResult Resolve(PendingAppend pending, DateTimeOffset recordedAt)
    {
        var request = pending.Request;
        if (request.Key is { } key && journal.Commands.TryGetValue(key.Key, out var first))
            return new AppendResult.Repeated(first);
        var stream = journal.Streams.GetValueOrDefault(request.Stream);
        var actual = new StreamVersion(stream?.Count ?? 0);
        if (!request.Expected.Matches(actual)) return new AppendResult.Conflict(actual);
        if (stream is null && pending.Events.Count > 0) journal.Streams.Add(request.Stream, stream = []);
        Add(pending, stream, recordedAt);
        var done = new AppendResult.Appended(new StreamVersion(stream?.Count ?? 0), stream?[^1] ?? Position.Start);
        if (request.Key is { } command)
            journal.Commands.Add(command.Key, new LedgerEntry(command, request.Stream, done.Version, done.Position));
        return done;
    }

    private void Add(PendingAppend pending, List<Position>? stream, DateTimeOffset recordedAt)
    {
        foreach (var encoded in pending.Events)
        {
            var position = new Position(journal.Events.Count + 1);
            stream!.Add(position);
            journal.Events.Add(new StoredEvent
            {
                Stream = pending.Request.Stream,
                Version = new StreamVersion(stream.Count),
                Position = position,
                Type = encoded.Type,
                RecordedAt = recordedAt,
                Data = encoded.Data,
                Metadata = encoded.Metadata,
            });
        }
    }
}
