using System.Buffers.Binary;
using Docket.Journal.Files.Format;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Indexing;

/// <summary>
/// The head of an index file, and where its parts are: blocks of stream entries, blocks of key entries, the offset of
/// every event, the two filters. Blocks carry their own checksum, because a damaged one would hide events instead of
/// failing.
/// </summary>
/// <param name="First">The segment's first position.</param>
/// <param name="SegmentBytes">The segment's length when it was sealed.</param>
/// <param name="LastRecordedAtTicks">The store time of its last batch.</param>
/// <param name="Streams">Stream entries, one an event.</param>
/// <param name="Keys">Ledger entries.</param>
/// <param name="StreamFilterBytes">Size of the filter over streams.</param>
/// <param name="KeyFilterBytes">Size of the filter over keys.</param>
/// <param name="FiltersChecksum">CRC-32C of both filters.</param>
/// <param name="BodyChecksum">CRC-32C of everything after this header.</param>
internal sealed record IndexLayout(
    Position First,
    long SegmentBytes,
    long LastRecordedAtTicks,
    int Streams,
    int Keys,
    int StreamFilterBytes,
    int KeyFilterBytes,
    uint FiltersChecksum,
    uint BodyChecksum)
{
    public const int HeaderBytes = 80;
    public const int BlockBytes = 4096;
    public const int EntryBytes = 16;
    public const int EntriesPerBlock = BlockBytes / EntryBytes - 1;
    private const ulong Magic = 0x3158_4449_4B43_4F44; // "DOCKIDX1"
    private const int ChecksumAt = 76;

    public long KeysAt => HeaderBytes + BlocksOf(Streams) * BlockBytes;

    public long OffsetsAt => KeysAt + BlocksOf(Keys) * BlockBytes;

    public long FiltersAt => OffsetsAt + (long)Streams * sizeof(uint);

    public long FileBytes => FiltersAt + StreamFilterBytes + KeyFilterBytes;

    public static string NameOf(Position first) => Path.ChangeExtension(SegmentHeader.NameOf(first), ".idx");

    public static long BlocksOf(int entries) => (entries + EntriesPerBlock - 1L) / EntriesPerBlock;

    public void Write(Span<byte> target)
    {
        target[..HeaderBytes].Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(target, Magic);
        BinaryPrimitives.WriteInt64LittleEndian(target[8..], First.Value);
        BinaryPrimitives.WriteInt64LittleEndian(target[16..], SegmentBytes);
        BinaryPrimitives.WriteInt64LittleEndian(target[24..], LastRecordedAtTicks);
        BinaryPrimitives.WriteInt32LittleEndian(target[32..], Streams);
        BinaryPrimitives.WriteInt32LittleEndian(target[36..], Keys);
        BinaryPrimitives.WriteInt32LittleEndian(target[40..], StreamFilterBytes);
        BinaryPrimitives.WriteInt32LittleEndian(target[44..], KeyFilterBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(target[48..], FiltersChecksum);
        BinaryPrimitives.WriteUInt32LittleEndian(target[52..], BodyChecksum);
        BinaryPrimitives.WriteUInt32LittleEndian(target[ChecksumAt..], Checksum.Of(target[..ChecksumAt]));
    }

    public static IndexLayout? TryRead(ReadOnlySpan<byte> source)
    {
        if (source.Length < HeaderBytes
            || BinaryPrimitives.ReadUInt64LittleEndian(source) != Magic
            || BinaryPrimitives.ReadUInt32LittleEndian(source[ChecksumAt..]) != Checksum.Of(source[..ChecksumAt]))
            return null;
        return new IndexLayout(
            new Position(BinaryPrimitives.ReadInt64LittleEndian(source[8..])),
            BinaryPrimitives.ReadInt64LittleEndian(source[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[24..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[32..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[36..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[40..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[44..]),
            BinaryPrimitives.ReadUInt32LittleEndian(source[48..]),
            BinaryPrimitives.ReadUInt32LittleEndian(source[52..]));
    }
}
