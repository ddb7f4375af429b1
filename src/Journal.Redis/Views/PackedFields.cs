using System.Buffers.Binary;

namespace Docket.Journal.Redis.Views;

/// <summary>Reads what <see cref="HashFields"/> packed.</summary>
internal static class PackedFields
{
    /// <summary>Fields and their values.</summary>
    public static Dictionary<string, byte[]> Read(ReadOnlySpan<byte> packed)
    {
        var rest = packed[HashFields.HeaderBytes..^HashFields.FooterBytes];
        var fields = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        while (!rest.IsEmpty)
        {
            var field = Next(ref rest);
            fields[System.Text.Encoding.UTF8.GetString(field)] = Next(ref rest).ToArray();
        }

        return fields;
    }

    private static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> rest)
    {
        var (header, length) = rest[0] switch
        {
            < HashFields.MediumLength >> 8 => (1, rest[0]),
            < HashFields.LongLength => (2, BinaryPrimitives.ReadUInt16BigEndian(rest) & ~HashFields.MediumLength),
            _ => (5, BinaryPrimitives.ReadInt32BigEndian(rest[1..])),
        };
        var bytes = rest.Slice(header, length);
        rest = rest[(header + length)..];
        return bytes;
    }
}
