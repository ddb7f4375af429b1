using System.Buffers.Binary;
using System.Numerics;

namespace Docket.Journal.Files.Format;

/// <summary>
/// CRC-32C (Castagnoli), as iSCSI and ext4 use it; eight bytes an instruction where the processor has one.
/// </summary>
internal static class Checksum
{
    public static uint Of(ReadOnlySpan<byte> bytes, uint after = 0)
    {
        var crc = ~after;
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var rest in bytes) crc = BitOperations.Crc32C(crc, rest);
        return ~crc;
    }
}
