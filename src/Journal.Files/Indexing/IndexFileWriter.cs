using System.Buffers.Binary;
using Docket.Journal.Files.Format;
using Docket.Journal.Files.Storage;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Indexing;

/// <summary>
/// Writes a sealed segment's index: whole and flushed under another name first, then renamed, so half of one is never
/// seen.
/// </summary>
internal static class IndexFileWriter
{
    public static void Write(
        IStorage storage, Position first, long segmentBytes, long lastRecordedAtTicks, IndexContent content)
    {
        var name = IndexLayout.NameOf(first);
        var bytes = Encode(first, segmentBytes, lastRecordedAtTicks, content);
        using (var file = storage.Open(name + ".tmp"))
        {
            file.SetLength(0);
            file.Write(bytes, 0);
            file.Flush();
        }

        storage.Rename(name + ".tmp", name);
        storage.FlushNames();
    }

    private static byte[] Encode(Position first, long segmentBytes, long lastRecordedAtTicks, IndexContent content)
    {
        var (streamFilter, keyFilter) = (BloomFilter.Of(content.Streams), BloomFilter.Of(content.Keys));
        var layout = new IndexLayout(
            first, segmentBytes, lastRecordedAtTicks, content.Streams.Length, content.Keys.Length,
            streamFilter.Bytes, keyFilter.Bytes, FiltersChecksum: 0, BodyChecksum: 0);
        var bytes = new byte[layout.FileBytes];
        WriteBlocks(bytes.AsSpan(IndexLayout.HeaderBytes), content.Streams);
        WriteBlocks(bytes.AsSpan((int)layout.KeysAt), content.Keys);
        var offsets = bytes.AsSpan((int)layout.OffsetsAt);
        for (var i = 0; i < content.Offsets.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(offsets[(i * sizeof(uint))..], content.Offsets[i]);
        var filters = bytes.AsSpan((int)layout.FiltersAt);
        streamFilter.Write(filters);
        keyFilter.Write(filters[streamFilter.Bytes..]);
        var sealedLayout = layout with
        {
            FiltersChecksum = Checksum.Of(filters),
            BodyChecksum = Checksum.Of(bytes.AsSpan(IndexLayout.HeaderBytes)),
        };
        sealedLayout.Write(bytes);
        return bytes;
    }

    private static void WriteBlocks(Span<byte> target, ReadOnlySpan<IndexEntry> entries)
    {
        while (!entries.IsEmpty)
        {
            var count = Math.Min(entries.Length, IndexLayout.EntriesPerBlock);
            IndexBlock.Write(target[..IndexLayout.BlockBytes], entries[..count]);
            entries = entries[count..];
            target = target[IndexLayout.BlockBytes..];
        }
    }
}
