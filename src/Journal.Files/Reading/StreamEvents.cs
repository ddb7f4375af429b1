using Docket.Journal.Files.Format;
using Docket.Journal.Files.Indexing;
using Docket.Journal.Files.Segments;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Reading;

/// <summary>Reads one stream by the index, oldest first; events that lie close together come from one read.</summary>
internal sealed class StreamEvents(EventDecoder decoder, StreamName stream)
{
    private const int WindowBytes = 32 * 1024;
    private const int RecordBytesGuess = 1_024;
    private readonly ulong _hash = StableHash.OfStream(stream);
    private byte[] _window = [];
    private long _windowAt;

    /// <summary>The stream's events in one segment that are newer than a version.</summary>
    public IEnumerable<RecordedEvent> Read(Segment segment, StreamVersion after)
    {
        var entries = new List<StreamEntry>();
        segment.Index.AddEntriesOf(_hash, after, entries);
        (_windowAt, _window) = (0, []);
        for (var i = 0; i < entries.Count; i++)
        {
            var body = Body(segment, entries, i);
            if (!EventBody.TryRead(body.Span, out var recorded))
                throw segment.Corrupt(entries[i].Offset, "the index names an event here, and there is none");
            if (recorded.BelongsTo(stream)) yield return decoder.Decode(recorded, body, EventFilter.All)!;
        }
    }

    private ReadOnlyMemory<byte> Body(Segment segment, List<StreamEntry> entries, int number)
    {
        var offset = entries[number].Offset;
        if (offset >= _windowAt + _window.Length)
            (_windowAt, _window) = (offset, segment.Read(offset, WindowFrom(entries, number)));
        var rest = _window.AsMemory((int)(offset - _windowAt));
        var length = rest.Length < RecordFrame.HeaderBytes ? -1 : RecordFrame.BodyLength(rest.Span);
        var frame = RecordFrame.HeaderBytes + length;
        if (length < 0 || frame > rest.Length) return segment.ReadRecord(offset);
        if (!RecordFrame.IsIntact(rest.Span[..frame]))
            throw segment.Corrupt(offset, "the record does not match its checksum");
        return rest[RecordFrame.HeaderBytes..frame];
    }

    /// <summary>How much to read at once: up to the last following event that begins within the window.</summary>
    private static int WindowFrom(List<StreamEntry> entries, int number)
    {
        var from = entries[number].Offset;
        var bytes = RecordBytesGuess;
        while (++number < entries.Count && entries[number].Offset - from + RecordBytesGuess <= WindowBytes
            && entries[number].Offset - from - bytes <= RecordBytesGuess)
            bytes = (int)(entries[number].Offset - from) + RecordBytesGuess;
        return bytes;
    }
}
