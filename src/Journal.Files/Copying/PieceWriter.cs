using Docket.Journal.Copying;
using Docket.Journal.Files.Format;
using Docket.Journal.Files.Indexing;
using Docket.Journal.Files.Reading;
using Docket.Journal.Files.Segments;
using Docket.Journal.Files.Writing;
using Docket.Journal.Serialization;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Copying;

/// <summary>Writes a piece of another journal as one batch, everything as it was there.</summary>
internal sealed class PieceWriter(
    OpenSegment open, SegmentSet segments, Position last, long recordedAtTicks, Action<Segment, long> onSealed)
{
    private readonly RecordFinder _finder = new(segments);
    private readonly BatchEncoder _encoder = new();
    private readonly IndexAdditions _additions = new();
    private long _recordedAtTicks = recordedAtTicks;

    public Position Last { get; private set; } = last;

    /// <summary>Makes a piece durable and says how many of its ledger entries were new.</summary>
    public int Write(JournalPiece piece)
    {
        _encoder.Clear();
        _additions.Clear();
        var commands = new Queue<LedgerEntry>(
            piece.Commands.Where(entry => !IsKnown(entry)).OrderBy(entry => entry.Position));
        var added = commands.Count;
        // A ledger entry stands where its stream is as it says: after its event, or before whatever came later.
        AddCommands(commands, Last);
        foreach (var stored in piece.Events)
        {
            Add(stored);
            AddCommands(commands, stored.Position);
        }

        if (commands.TryPeek(out var early))
            throw new JournalCopyException(
                $"Command '{early.Command.Key}' names position {early.Position}, which has not been copied yet.");
        if (!_encoder.IsEmpty) MakeDurable();
        return added;
    }

    private bool IsKnown(LedgerEntry entry) => _finder.Command(entry.Command.Key) switch
    {
        null => false,
        var known when known == entry => true,
        var known => throw new JournalCopyException(
            $"The target remembers command '{entry.Command.Key}' at position {known.Position}, and the source at "
            + $"{entry.Position}: it holds another journal. Copy into an empty place."),
    };

    private void Add(in StoredEvent stored)
    {
        if (stored.Position.Value != Last.Value + _encoder.Events + 1)
            throw new JournalCopyException($"Position {stored.Position} was to follow {Last.Value + _encoder.Events}.");
        _recordedAtTicks = Math.Max(_recordedAtTicks, stored.RecordedAt.UtcTicks);
        var encoded = new EncodedEvent(stored.Type, stored.Data, stored.Metadata);
        var offset = _encoder.Add(stored.Stream, stored.Version, (stored.Position, stored.RecordedAt.UtcTicks), encoded);
        _additions.Events.Add((StableHash.OfStream(stored.Stream), stored.Version, offset));
    }

    private void AddCommands(Queue<LedgerEntry> commands, Position through)
    {
        while (commands.TryPeek(out var entry) && entry.Position <= through)
            _additions.Keys.Add(
                (StableHash.OfKey(entry.Command.Key), _encoder.Add(commands.Dequeue(), _recordedAtTicks)));
    }

    private void MakeDurable()
    {
        var at = open.Append(
            _encoder.Finish(Last.Next, _recordedAtTicks), Last.Next, full => onSealed(full, _recordedAtTicks));
        ((MemoryIndex)segments.Newest.Index).Add(_additions, at);
        Last = new Position(Last.Value + _encoder.Events);
        open.Announce(Last);
    }
}
