using Docket.Journal.Files.Storage;
using Docket.Journal.Snapshots;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Snapshots;

/// <summary>
/// Snapshots in one log file of a directory of their own. Delete the directory and every answer is the same.
/// </summary>
/// <remarks>
/// Nothing is flushed: after a crash some of the newest are gone, and a replay takes their place. The file is written
/// anew
/// when more than half of it is outdated. Memory: about 150 bytes a stream that has a snapshot. One process at a time.
/// </remarks>
public sealed class FileSnapshotStore : ISnapshotStore, IDisposable
{
    private const string FileName = "snapshots.log";
    private const long GarbageBytesMin = 1024 * 1024;
    private readonly Lock _gate = new();
    private readonly IStorage _storage;
    private SnapshotLog _log;

    internal FileSnapshotStore(IStorage storage)
    {
        _storage = storage;
        _log = new SnapshotLog(storage.Open(FileName));
        _log.Load();
    }

    /// <summary>Opens the snapshots of a directory; makes it where there is none.</summary>
    public static FileSnapshotStore Open(string directory)
    {
        Directory.CreateDirectory(directory);
        return new FileSnapshotStore(new DirectoryStorage(directory));
    }

    /// <inheritdoc/>
    public ValueTask<Snapshot?> LoadAsync(StreamName stream, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte>? frame;
        lock (_gate) frame = _log.FrameOf(stream);

        // A record that went bad counts as none: a snapshot is only ever a short cut.
        return ValueTask.FromResult(frame is { } whole ? SnapshotRecord.TryDecode(whole) : null);
    }

    /// <inheritdoc/>
    public ValueTask SaveAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var frame = SnapshotRecord.Encode(snapshot);
        lock (_gate)
        {
            if (_log.HasNewer(snapshot.Stream, snapshot.Version)) return ValueTask.CompletedTask;
            _log.Add(snapshot, frame);
            if (_log.Length - _log.LiveBytes is var garbage && garbage > GarbageBytesMin && garbage > _log.LiveBytes)
                Compact();
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate) _log.Dispose();
    }

    private void Compact()
    {
        const string next = FileName + ".new";
        if (_storage.Exists(next)) _storage.Delete(next);
        var compacted = new SnapshotLog(_storage.Open(next));
        foreach (var stream in _log.Streams)
        {
            if (_log.FrameOf(stream) is { } frame && SnapshotRecord.TryDecode(frame) is { } snapshot)
                compacted.Add(snapshot, frame.Span);
        }

        _storage.Rename(next, FileName);
        _log.Dispose();
        _log = compacted;
    }
}
