using System.Buffers.Binary;
using Docket.Journal.Files.Format;

namespace Docket.Journal.Files.Indexing;

/// <summary>Up to 255 sorted entries and their checksum: 4,096 bytes, the unit an index file is searched by.</summary>
internal static class IndexBlock
{
    private const int ChecksumAt = IndexLayout.BlockBytes - sizeof(uint);

    public static void Write(Span<byte> block, ReadOnlySpan<IndexEntry> entries)
    {
        block.Clear();
        for (var i = 0; i < entries.Length; i++)
        {
            var target = block[(i * IndexLayout.EntryBytes)..];
            BinaryPrimitives.WriteUInt64LittleEndian(target, entries[i].Hash);
            BinaryPrimitives.WriteUInt32LittleEndian(target[8..], entries[i].Version);
            BinaryPrimitives.WriteUInt32LittleEndian(target[12..], entries[i].Offset);
        }

        BinaryPrimitives.WriteUInt32LittleEndian(block[ChecksumAt..], Checksum.Of(block[..ChecksumAt]));
    }

    public static bool IsIntact(ReadOnlySpan<byte> block) =>
        BinaryPrimitives.ReadUInt32LittleEndian(block[ChecksumAt..]) == Checksum.Of(block[..ChecksumAt]);

    public static IndexEntry Entry(ReadOnlySpan<byte> block, int number)
    {
        var source = block[(number * IndexLayout.EntryBytes)..];
        return new IndexEntry(
            BinaryPrimitives.ReadUInt64LittleEndian(source),
            BinaryPrimitives.ReadUInt32LittleEndian(source[8..]),
            BinaryPrimitives.ReadUInt32LittleEndian(source[12..]));
    }
}
