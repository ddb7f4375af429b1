using System.Buffers.Binary;
using Docket.Journal.Files.Format;
using Microsoft.Win32.SafeHandles;

namespace Docket.Journal.Files.Views;

/// <summary>The first 16 bytes of a row file: what it is, the view's schema version, and a checksum of both.</summary>
internal static class RowFileHeader
{
    public const int Bytes = 16;

    private static ReadOnlySpan<byte> Magic => "DKTROWS1"u8;

    public static byte[] Write(int schemaVersion)
    {
        var header = new byte[Bytes];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), schemaVersion);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(12), Checksum.Of(header.AsSpan(0, 12)));
        return header;
    }

    /// <exception cref="InvalidDataException">It is not a row file of this schema.</exception>
    public static void Check(SafeFileHandle file, string path, int schemaVersion)
    {
        Span<byte> header = stackalloc byte[Bytes];
        if (RandomAccess.Read(file, header, 0) < Bytes || !header.StartsWith(Magic)
            || BinaryPrimitives.ReadUInt32LittleEndian(header[12..]) != Checksum.Of(header[..12]))
            throw new InvalidDataException($"{Path.GetFileName(path)} is not a row file");
        var found = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        if (found != schemaVersion)
            throw new InvalidDataException($"its rows have schema version {found}, and today's is {schemaVersion}");
    }
}
