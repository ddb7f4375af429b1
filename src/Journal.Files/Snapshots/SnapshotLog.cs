using Docket.Journal.Files.Format;
using Docket.Journal.Files.Storage;
using Docket.Journal.Snapshots;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Snapshots;

/// <summary>
/// Snapshots one after the other in a file, and where each stream's latest one is. Guarded by its owner.
/// </summary>
internal sealed class SnapshotLog(IStorageFile file) : IDisposable
{
    private readonly Dictionary<StreamName, Place> _latest = [];

    public long Length { get; private set; }

    /// <summary>Bytes of the latest snapshots; the rest of the file is garbage.</summary>
    public long LiveBytes { get; private set; }

    public IReadOnlyCollection<StreamName> Streams => _latest.Keys;

    public bool HasNewer(StreamName stream, StreamVersion version) =>
        _latest.TryGetValue(stream, out var place) && place.Version > version;

    /// <summary>
    /// Reads the file up to its first record that is not whole: what follows was lost in a crash, and is not missed.
    /// </summary>
    public void Load()
    {
        var header = new byte[RecordFrame.HeaderBytes];
        while (file.Read(header, Length) == header.Length && RecordFrame.BodyLength(header) is var body and > 0
            && ReadFrame(Length, RecordFrame.HeaderBytes + body) is var frame
            && SnapshotRecord.TryDecode(frame) is { } snapshot)
            Note(snapshot, frame.Length);
        file.SetLength(Length);
    }

    public void Add(Snapshot snapshot, ReadOnlySpan<byte> frame)
    {
        file.Write(frame, Length);
        Note(snapshot, frame.Length);
    }

    public ReadOnlyMemory<byte>? FrameOf(StreamName stream) =>
        _latest.TryGetValue(stream, out var place) ? ReadFrame(place.Offset, place.Bytes) : null;

    public void Dispose() => file.Dispose();

    private void Note(Snapshot snapshot, int bytes)
    {
        if (_latest.TryGetValue(snapshot.Stream, out var former)) LiveBytes -= former.Bytes;
        _latest[snapshot.Stream] = new Place(Length, bytes, snapshot.Version);
        Length += bytes;
        LiveBytes += bytes;
    }

    private byte[] ReadFrame(long offset, int bytes)
    {
        var frame = new byte[(int)Math.Clamp(file.Length - offset, 0, bytes)];
        return frame[..file.Read(frame, offset)];
    }

    private readonly record struct Place(long Offset, int Bytes, StreamVersion Version);
}
