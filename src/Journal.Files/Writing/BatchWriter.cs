using Docket.Journal.Files.Format;
using Docket.Journal.Files.Indexing;
using Docket.Journal.Files.Reading;
using Docket.Journal.Files.Segments;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Writing;

/// <summary>
/// Commits one batch: resolves each append against what is and what the batch adds, then one write and one flush.
/// </summary>
internal sealed class BatchWriter(
    OpenSegment open, SegmentSet segments, RecordFinder finder, RecentEvents recent, EventDecoder decoder,
    WriterState state)
    : IBatchCommitter
{
    private readonly BatchEncoder _encoder = new();
    private readonly IndexAdditions _additions = new();
    private readonly Dictionary<string, LedgerEntry> _keys = new(StringComparer.Ordinal);
    private readonly List<RecordedEvent> _events = [];
    private Position _last = state.Last;
    private long _recordedAtTicks = state.RecordedAtTicks;
    private int _bytes;
    private TimeSpan _flushed;

    public void Commit(IReadOnlyList<PendingAppend> batch)
    {
        Clear();
        try
        {
            // The store's time never runs back, whatever the clock does, so that "as known at" is one prefix of the
            // journal. It is told to the microsecond, as PostgreSQL keeps it: a journal that moves there keeps it exactly.
            var now = state.Clock.GetUtcNow().UtcTicks;
            _recordedAtTicks = Math.Max(_recordedAtTicks, now - now % TimeSpan.TicksPerMicrosecond);
            for (var i = 0; i < batch.Count; i++) Decide(batch[i]);
            if (!_encoder.IsEmpty) MakeDurable();
        }
        catch
        {
            state.Heads.Clear();
            throw;
        }
    }

    public void AfterCommit()
    {
        if (!_encoder.IsEmpty) JournalMetrics.Committed(_events.Count, _bytes, _flushed);
    }

    private void Clear()
    {
        _encoder.Clear();
        _additions.Clear();
        _keys.Clear();
        _events.Clear();
    }

    private void Decide(PendingAppend append)
    {
        try
        {
            append.Result = Resolve(append);
        }
        catch (Exception damage) when (damage is JournalCorruptException or IOException)
        {
            // Its stream or key could not be looked up, and nothing was encoded yet; the rest of the batch is not
            // touched by it.
            append.Failure = damage;
        }
    }

    private AppendResult Resolve(PendingAppend append)
    {
        var request = append.Request;
        if (request.Key is { } key && FindCommand(key.Key) is { } first) return new AppendResult.Repeated(first);
        if (!state.Heads.TryGet(request.Stream, out var head)) head = finder.HeadOf(request.Stream);
        if (!request.Expected.Matches(head.Version)) return new AppendResult.Conflict(head.Version);
        var at = _last.Value + _encoder.Events;
        var grown = new StreamHead(
            head.Hash,
            new StreamVersion(head.Version.Value + append.Events.Count),
            append.Events.Count == 0 ? head.Last : new Position(at + append.Events.Count));
        EncodeEvents(append, head, new Position(at));
        if (request.Key is { } command)
            EncodeLedger(new LedgerEntry(command, request.Stream, grown.Version, grown.Last));
        state.Heads.Set(request.Stream, grown);
        return new AppendResult.Appended(grown.Version, grown.Last);
    }

    private LedgerEntry? FindCommand(string key) =>
        _keys.TryGetValue(key, out var inThisBatch) ? inThisBatch : finder.Command(key);

    private void EncodeEvents(PendingAppend append, in StreamHead head, Position before)
    {
        var recordedAt = new DateTimeOffset(_recordedAtTicks, TimeSpan.Zero);
        for (var i = 0; i < append.Events.Count; i++)
        {
            var encoded = append.Events[i];
            var version = new StreamVersion(head.Version.Value + i + 1);
            var position = new Position(before.Value + i + 1);
            var offset = _encoder.Add(append.Request.Stream, version, (position, _recordedAtTicks), encoded);
            _additions.Events.Add((head.Hash, version, offset));
            _events.Add(new RecordedEvent(decoder.Codec, new StoredEvent
            {
                Stream = append.Request.Stream,
                Version = version,
                Position = position,
                Type = encoded.Type,
                RecordedAt = recordedAt,
                Data = encoded.Data,
                Metadata = encoded.Metadata,
            }));
        }
    }

    private void EncodeLedger(LedgerEntry entry)
    {
        _keys.Add(entry.Command.Key, entry);
        _additions.Keys.Add((StableHash.OfKey(entry.Command.Key), _encoder.Add(entry, _recordedAtTicks)));
    }

    private void MakeDurable()
    {
        var bytes = _encoder.Finish(_last.Next, _recordedAtTicks);
        var started = state.Clock.GetTimestamp();
        var at = open.Append(bytes, _last.Next, full => state.OnSealed(full, _recordedAtTicks));
        (_bytes, _flushed) = (bytes.Length, state.Clock.GetElapsedTime(started));
        ((MemoryIndex)segments.Newest.Index).Add(_additions, at);
        foreach (var recorded in _events) recent.Put(recorded);
        _last = new Position(_last.Value + _events.Count);
        open.Announce(_last);
        state.Signal.Raise(_last);
    }
}
