using System.Buffers.Binary;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Format;

/// <summary>
/// How far the journal was durable when this was written. It may lag after a power cut, and never runs ahead.
/// </summary>
/// <param name="Segment">The open segment's first position.</param>
/// <param name="Offset">The end of its last durable batch.</param>
/// <param name="Last">The last durable event's position.</param>
internal readonly record struct DurableHead(Position Segment, long Offset, Position Last)
{
    public const int Bytes = 40;
    public const string FileName = "head";
    private const ulong Magic = 0x3144_4145_484A_4B44; // "DKJHEAD1"
    private const int ChecksumAt = 36;

    public void Write(Span<byte> target)
    {
        target[..Bytes].Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(target, Magic);
        BinaryPrimitives.WriteInt64LittleEndian(target[8..], Segment.Value);
        BinaryPrimitives.WriteInt64LittleEndian(target[16..], Offset);
        BinaryPrimitives.WriteInt64LittleEndian(target[24..], Last.Value);
        BinaryPrimitives.WriteUInt32LittleEndian(target[ChecksumAt..], Checksum.Of(target[..ChecksumAt]));
    }

    /// <summary>Null where the bytes are not whole: the head is then unknown.</summary>
    public static DurableHead? TryRead(ReadOnlySpan<byte> source) =>
        source.Length >= Bytes
        && BinaryPrimitives.ReadUInt64LittleEndian(source) == Magic
        && BinaryPrimitives.ReadUInt32LittleEndian(source[ChecksumAt..]) == Checksum.Of(source[..ChecksumAt])
            ? new DurableHead(
                new Position(BinaryPrimitives.ReadInt64LittleEndian(source[8..])),
                BinaryPrimitives.ReadInt64LittleEndian(source[16..]),
                new Position(BinaryPrimitives.ReadInt64LittleEndian(source[24..])))
            : null;
}
