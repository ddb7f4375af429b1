using Docket.Journal.Files.Format;
using Docket.Journal.Files.Segments;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Reading;

/// <summary>Reads the journal in order, chunk by chunk; one reader serves one enumeration.</summary>
/// <remarks>
/// A chunk stays below the large object heap's limit, because events keep slices of it alive and mostly die young.
/// </remarks>
internal sealed class PageReader(SegmentSet segments, RecentEvents recent, EventDecoder decoder, EventFilter filter)
{
    private const int ChunkBytes = 64 * 1024;
    private const int PageBytes = 4 * ChunkBytes;
    private const int PageEventsMax = 2_048;
    private Segment? _segment;
    private long _offset;

    /// <summary>The next page after a position, up to a last one that is durable.</summary>
    public EventPage Read(Position after, Position through)
    {
        var events = new List<RecordedEvent>(filter.Types is null ? 256 : 16);
        if (recent.Find(after.Next) is not null)
        {
            _segment = null;
            return new EventPage(events, TakeRecent(after, through, events));
        }

        Seek(after.Next);
        var seen = after;
        var pageEnd = _offset + PageBytes;
        while (seen < through && events.Count < PageEventsMax && _offset < pageEnd && _offset < _segment!.End)
            seen = TakeChunk(seen, through, events);
        return new EventPage(events, seen);
    }

    private Position TakeRecent(Position after, Position through, List<RecordedEvent> events)
    {
        while (after < through && events.Count < PageEventsMax && recent.Find(after.Next) is { } recorded)
        {
            if (filter.Wants(recorded.Type)) events.Add(recorded);
            after = after.Next;
        }

        return after;
    }

    private void Seek(Position next)
    {
        if (_segment is not null && _offset < _segment.End) return;
        var segment = segments.Holding(next);
        (_segment, _offset) = (segment, segment.OffsetOf(next));
    }

    private Position TakeChunk(Position seen, Position through, List<RecordedEvent> events)
    {
        var segment = _segment!;
        var chunk = segment.Read(_offset, ChunkBytes);
        var at = 0;
        while (seen < through)
        {
            var length = LengthAt(segment, chunk, at);
            if (at + length > chunk.Length && at == 0) chunk = ReadWhole(segment, length);
            if (at + length > chunk.Length) break;
            if (!BatchHeader.StartsAt(chunk.AsSpan(at)))
                seen = TakeRecord(segment, chunk.AsMemory(at, length), seen, events);
            else if (!BatchHeader.TryRead(chunk.AsSpan(at), out _))
                throw segment.Corrupt(_offset + at, "the batch header does not match its checksum");
            at += length;
        }

        _offset += at;
        return seen;
    }

    private Position TakeRecord(Segment segment, ReadOnlyMemory<byte> frame, Position seen, List<RecordedEvent> events)
    {
        if (!RecordFrame.IsIntact(frame.Span))
            throw segment.Corrupt(_offset, "a record after this place does not match its checksum");
        var body = frame[RecordFrame.HeaderBytes..];
        if (!EventBody.TryRead(body.Span, out var recorded)) return seen;
        if (recorded.Position != seen.Next)
            throw segment.Corrupt(_offset, $"position {recorded.Position} follows {seen} after this place");
        if (decoder.Decode(recorded, body, filter) is { } wanted) events.Add(wanted);
        return seen.Next;
    }

    /// <summary>
    /// The length of what begins here; beyond the chunk's end where the chunk holds too little of it to tell.
    /// </summary>
    private int LengthAt(Segment segment, ReadOnlySpan<byte> chunk, int at)
    {
        var rest = chunk[at..];
        if (rest.Length < RecordFrame.HeaderBytes) return RecordFrame.HeaderBytes;
        if (BatchHeader.StartsAt(rest)) return BatchHeader.Bytes;
        var body = RecordFrame.BodyLength(rest);
        return body > 0
            ? RecordFrame.HeaderBytes + body
            : throw segment.Corrupt(_offset + at, "there is no record here");
    }

    private byte[] ReadWhole(Segment segment, int length)
    {
        var chunk = segment.Read(_offset, length);
        return chunk.Length == length
            ? chunk
            : throw segment.Corrupt(_offset, "the record is longer than what was made durable");
    }
}
