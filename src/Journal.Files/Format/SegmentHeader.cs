using System.Buffers.Binary;
using System.Globalization;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Format;

/// <summary>The first bytes of a segment file: what it is, and the position its first event has.</summary>
internal static class SegmentHeader
{
    public const int Bytes = 32;
    public const string Extension = ".seg";
    private const ulong Magic = 0x314A_5445_4B43_4F44; // "DOCKETJ1"
    private const uint FormatVersion = 1;
    private const int ChecksumAt = 28;

    public static string NameOf(Position first) =>
        string.Create(CultureInfo.InvariantCulture, $"{first.Value:D20}{Extension}");

    public static Position? FirstOf(string name) =>
        name.EndsWith(Extension, StringComparison.Ordinal)
        && long.TryParse(
            name.AsSpan(0, name.Length - Extension.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            ? new Position(first)
            : null;

    public static void Write(Span<byte> target, Position first)
    {
        target[..Bytes].Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(target, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(target[8..], FormatVersion);
        BinaryPrimitives.WriteInt64LittleEndian(target[16..], first.Value);
        BinaryPrimitives.WriteUInt32LittleEndian(target[ChecksumAt..], Checksum.Of(target[..ChecksumAt]));
    }

    /// <summary>The first position, or null where these bytes are no segment header of this format.</summary>
    public static Position? TryRead(ReadOnlySpan<byte> source) =>
        source.Length >= Bytes
        && BinaryPrimitives.ReadUInt64LittleEndian(source) == Magic
        && BinaryPrimitives.ReadUInt32LittleEndian(source[8..]) == FormatVersion
        && BinaryPrimitives.ReadUInt32LittleEndian(source[ChecksumAt..]) == Checksum.Of(source[..ChecksumAt])
            ? new Position(BinaryPrimitives.ReadInt64LittleEndian(source[16..]))
            : null;
}
