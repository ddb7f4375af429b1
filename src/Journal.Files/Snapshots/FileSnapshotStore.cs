using System.Buffers.Binary;
using System.Globalization;
using Docket.Journal.Files.Format;
using Docket.Journal.Snapshots;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Snapshots;

/// <summary>Keeps each stream's latest snapshot in a file of its own. One that is damaged counts as none.</summary>
/// <remarks>
/// Never flushed: a snapshot that a power cut takes is made again. Layout: checksum of the rest (4 bytes), schema version
/// (4), stream version (8), the state. Directories hold a 256th of the streams each.
/// </remarks>
public sealed class FileSnapshotStore(string directory) : ISnapshotStore
{
    private const int HeaderBytes = 16;

    /// <inheritdoc/>
    public async ValueTask<Snapshot?> LoadAsync(StreamName stream, CancellationToken cancellationToken)
    {
        try
        {
            return Read(stream, await File.ReadAllBytesAsync(PathOf(stream), cancellationToken));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask SaveAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        if (await LoadAsync(snapshot.Stream, cancellationToken) is { } kept && kept.Version >= snapshot.Version
            && kept.SchemaVersion == snapshot.SchemaVersion) return;
        var path = PathOf(snapshot.Stream);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // Written beside and moved, under a name of its own: readers see a whole file, and two writers do not mix.
        var beside = string.Create(CultureInfo.InvariantCulture, $"{path}.{snapshot.Version.Value}.tmp");
        await File.WriteAllBytesAsync(beside, Write(snapshot), cancellationToken);
        File.Move(beside, path, overwrite: true);
    }

    private static byte[] Write(Snapshot snapshot)
    {
        var bytes = new byte[HeaderBytes + snapshot.State.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), snapshot.SchemaVersion);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), snapshot.Version.Value);
        snapshot.State.Span.CopyTo(bytes.AsSpan(HeaderBytes));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Checksum.Of(bytes.AsSpan(4)));
        return bytes;
    }

    private static Snapshot? Read(StreamName stream, byte[] bytes) =>
        bytes.Length > HeaderBytes && BinaryPrimitives.ReadUInt32LittleEndian(bytes) == Checksum.Of(bytes.AsSpan(4))
            ? new Snapshot(
                stream, new StreamVersion(BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(8))),
                BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4)), bytes.AsMemory(HeaderBytes))
            : null;

    private string PathOf(StreamName stream)
    {
        var name = stream.ToString();
        // A colon is no file name's character everywhere, and an id holds no tilde.
        return Path.Combine(directory, (StableHash.OfStream(stream) & 0xff).ToString("x2", CultureInfo.InvariantCulture),
            name.Replace(':', '~') + ".snapshot");
    }
}
