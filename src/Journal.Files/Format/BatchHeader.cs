using System.Buffers.Binary;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Format;

/// <summary>Stands before the records that were committed together: all of them count, or none.</summary>
internal readonly record struct BatchHeader(
    int BodyBytes, int Records, int Events, Position First, long RecordedAtTicks)
{
    public const int Bytes = 40;

    /// <summary>
    /// Above every length a record can have, so a reader tells a header from a record by its first four bytes.
    /// </summary>
    public const uint Magic = 0xB10C_D0C7;

    private const int ChecksumAt = 36;

    /// <summary>The last position after this batch.</summary>
    public Position Last => new(First.Value + Events - 1);

    public void Write(Span<byte> target)
    {
        target[..Bytes].Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(target, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(target[4..], BodyBytes);
        BinaryPrimitives.WriteInt32LittleEndian(target[8..], Records);
        BinaryPrimitives.WriteInt32LittleEndian(target[12..], Events);
        BinaryPrimitives.WriteInt64LittleEndian(target[16..], First.Value);
        BinaryPrimitives.WriteInt64LittleEndian(target[24..], RecordedAtTicks);
        BinaryPrimitives.WriteUInt32LittleEndian(target[ChecksumAt..], Checksum.Of(target[..ChecksumAt]));
    }

    public static bool StartsAt(ReadOnlySpan<byte> source) => BinaryPrimitives.ReadUInt32LittleEndian(source) == Magic;

    public static bool TryRead(ReadOnlySpan<byte> source, out BatchHeader header)
    {
        header = default;
        if (source.Length < Bytes
            || BinaryPrimitives.ReadUInt32LittleEndian(source) != Magic
            || BinaryPrimitives.ReadUInt32LittleEndian(source[ChecksumAt..]) != Checksum.Of(source[..ChecksumAt]))
            return false;
        header = new BatchHeader(
            BinaryPrimitives.ReadInt32LittleEndian(source[4..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[8..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[12..]),
            new Position(BinaryPrimitives.ReadInt64LittleEndian(source[16..])),
            BinaryPrimitives.ReadInt64LittleEndian(source[24..]));
        return header is { BodyBytes: > 0, Records: > 0, Events: >= 0 } && header.Events <= header.Records;
    }
}
