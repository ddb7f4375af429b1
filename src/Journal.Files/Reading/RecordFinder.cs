using Docket.Journal.Files.Format;
using Docket.Journal.Files.Segments;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Reading;

/// <summary>
/// Finds streams and command keys over all segments, newest first. What is nowhere costs one filter look-up a segment.
/// </summary>
internal sealed class RecordFinder(SegmentSet segments)
{
    public StreamHead HeadOf(StreamName stream)
    {
        var hash = StableHash.OfStream(stream);
        var all = segments.All;
        for (var i = all.Count - 1; i >= 0; i--)
        {
            var segment = all[i];
            var last = Position.Start;
            var newest = segment.Index.NewestOf(hash, entry => BelongsTo(segment, entry.Offset, stream, out last));
            if (newest is { } found) return new StreamHead(hash, found.Version, last);
        }

        return new StreamHead(hash, StreamVersion.None, Position.Start);
    }

    public LedgerEntry? Command(string key)
    {
        var hash = StableHash.OfKey(key);
        var all = segments.All;
        var offsets = new List<long>();
        for (var i = all.Count - 1; i >= 0; i--)
        {
            all[i].Index.AddLedgerEntriesOf(hash, offsets);
            foreach (var offset in offsets)
            {
                var entry = LedgerBody.TryRead(all[i].ReadRecord(offset).Span)
                    ?? throw all[i].Corrupt(offset, "the index names a ledger entry here, and there is none");
                if (entry.Command.Key == key) return entry;
            }

            offsets.Clear();
        }

        return null;
    }

    private static bool BelongsTo(Segment segment, long offset, StreamName stream, out Position position)
    {
        if (!EventBody.TryRead(segment.ReadRecord(offset).Span, out var recorded))
            throw segment.Corrupt(offset, "the index names an event here, and there is none");
        position = recorded.Position;
        return recorded.BelongsTo(stream);
    }
}
