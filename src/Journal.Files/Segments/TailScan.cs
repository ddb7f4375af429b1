using System.Buffers.Binary;
using Docket.Journal.Files.Format;
using Docket.Journal.Files.Storage;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Segments;

/// <summary>Looks at the bytes after the last whole batch.</summary>
internal static class TailScan
{
    private const int ChunkBytes = 256 * 1024;

    public static bool IsZero(IStorageFile file, long from, long limit) => LastNonZero(file, from, limit) < 0;

    /// <summary>The offset of the last byte that is not zero, or -1: a segment is grown ahead with zeros.</summary>
    public static long LastNonZero(IStorageFile file, long from, long limit)
    {
        var last = -1L;
        var buffer = new byte[ChunkBytes];
        for (var at = from; at < limit; at += ChunkBytes)
        {
            var read = file.Read(buffer.AsSpan(0, (int)Math.Min(ChunkBytes, limit - at)), at);
            var found = buffer.AsSpan(0, read).LastIndexOfAnyExcept((byte)0);
            if (found >= 0) last = at + found;
        }

        return last;
    }

    /// <summary>
    /// Where another batch header stands after the beginning of a damaged one, or -1. A batch is written only after the
    /// one before it was flushed, so such a header proves that the damage is not the torn end of the last write.
    /// </summary>
    public static long LaterBatch(IStorageFile file, long from, long limit, Position last)
    {
        Span<byte> magic = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(magic, BatchHeader.Magic);
        var buffer = new byte[ChunkBytes + BatchHeader.Bytes];
        for (var chunkAt = from + 1; chunkAt < limit; chunkAt += ChunkBytes)
        {
            var read = file.Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, limit - chunkAt)), chunkAt);
            var chunk = buffer.AsSpan(0, read);
            for (var at = 0; ; at++)
            {
                var found = chunk[at..].IndexOf(magic);
                if (found < 0) break;
                at += found;
                if (BatchHeader.TryRead(chunk[at..], out var header) && header.First > last) return chunkAt + at;
            }
        }

        return -1;
    }
}
