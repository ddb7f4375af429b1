using Docket.Journal.Files.Format;
using Docket.Journal.Files.Indexing;
using Docket.Journal.Files.Storage;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Segments;

/// <summary>
/// One segment file and what finds records in it. Bytes up to <see cref="End"/> are durable and never change.
/// </summary>
internal sealed class Segment(IStorageFile file, string description, Position first, ISegmentIndex index) : IDisposable
{
    private const int FirstReadBytes = 1024;
    private long _end = SegmentHeader.Bytes;
    private ISegmentIndex _index = index;

    public IStorageFile File => file;

    public string Description => description;

    public Position First => first;

    public ISegmentIndex Index => Volatile.Read(ref _index);

    /// <summary>The end of the last durable batch.</summary>
    public long End => Volatile.Read(ref _end);

    /// <summary>The last event's position; before <see cref="First"/> where there is none.</summary>
    public Position Last => new(first.Value + Index.EventCount - 1);

    public void GrowTo(long end) => Volatile.Write(ref _end, end);

    /// <summary>Readers that hold the former index may go on using it: it is plain memory.</summary>
    public void Use(ISegmentIndex sealedIndex) => Volatile.Write(ref _index, sealedIndex);

    public long OffsetOf(Position position) => Index.OffsetOf((int)(position.Value - first.Value));

    /// <summary>Reads up to so many bytes that are durable.</summary>
    public byte[] Read(long offset, int bytesMax)
    {
        var bytes = GC.AllocateUninitializedArray<byte>((int)Math.Clamp(End - offset, 0, bytesMax));
        return file.Read(bytes, offset) == bytes.Length
            ? bytes
            : throw Corrupt(offset, "the file ends before the bytes that were made durable");
    }

    /// <summary>Reads the body of the record that begins at an offset, checked against its checksum.</summary>
    public ReadOnlyMemory<byte> ReadRecord(long offset)
    {
        var bytes = Read(offset, FirstReadBytes);
        var length = bytes.Length < RecordFrame.HeaderBytes ? -1 : RecordFrame.BodyLength(bytes);
        if (length < 0) throw Corrupt(offset, "there is no record here");
        var frameBytes = RecordFrame.HeaderBytes + length;
        if (frameBytes > bytes.Length) bytes = Read(offset, frameBytes);
        if (bytes.Length < frameBytes || !RecordFrame.IsIntact(bytes.AsSpan(0, frameBytes)))
            throw Corrupt(offset, "the record does not match its checksum");
        return bytes.AsMemory(RecordFrame.HeaderBytes, length);
    }

    public JournalCorruptException Corrupt(long offset, string finding) => new(
        $"{description} is damaged at byte {offset}: {finding}. Nothing was changed. Restore this file from a backup, "
        + "or copy the journal up to here into a new one.");

    public void Dispose()
    {
        file.Dispose();
        Index.Dispose();
    }
}
