using Docket.Journal.Serialization;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Format;

/// <summary>Gathers the records of one batch in one reused buffer, so that a batch is one write.</summary>
internal sealed class BatchEncoder
{
    private const int BytesKept = 8 * 1024 * 1024;
    private byte[] _buffer = new byte[256 * 1024];
    private int _length = BatchHeader.Bytes;
    private int _records;
    private int _events;

    public bool IsEmpty => _records == 0;

    public int Events => _events;

    public void Clear()
    {
        // One huge append must not keep its memory for ever.
        if (_buffer.Length > BytesKept) _buffer = new byte[BytesKept];
        (_length, _records, _events) = (BatchHeader.Bytes, 0, 0);
    }

    /// <summary>Adds an event and returns its offset in the batch.</summary>
    public int Add(
        StreamName stream, StreamVersion version, (Position At, long RecordedAtTicks) place, in EncodedEvent encoded)
    {
        var frame = Room(EventBody.BytesMax(stream, encoded));
        _events++;
        return Seal(frame, EventBody.Write(frame[RecordFrame.HeaderBytes..], stream, version, place, encoded));
    }

    /// <summary>Adds a ledger entry and returns its offset in the batch.</summary>
    public int Add(LedgerEntry entry, long recordedAtTicks)
    {
        var frame = Room(LedgerBody.BytesMax(entry));
        return Seal(frame, LedgerBody.Write(frame[RecordFrame.HeaderBytes..], entry, recordedAtTicks));
    }

    /// <summary>Writes the header and returns the batch's bytes, good until the next <see cref="Clear"/>.</summary>
    public ReadOnlySpan<byte> Finish(Position first, long recordedAtTicks)
    {
        new BatchHeader(_length - BatchHeader.Bytes, _records, _events, first, recordedAtTicks).Write(_buffer);
        return _buffer.AsSpan(0, _length);
    }

    private Span<byte> Room(int bodyBytesMax)
    {
        var needed = checked(_length + RecordFrame.HeaderBytes + bodyBytesMax);
        if (needed > _buffer.Length)
            Array.Resize(ref _buffer, (int)Math.Min(Math.Max(needed, 2L * _buffer.Length), Array.MaxLength));
        return _buffer.AsSpan(_length);
    }

    private int Seal(Span<byte> frame, int bodyBytes)
    {
        var at = _length;
        RecordFrame.Seal(frame[..(RecordFrame.HeaderBytes + bodyBytes)]);
        _length += RecordFrame.HeaderBytes + bodyBytes;
        _records++;
        return at;
    }
}
