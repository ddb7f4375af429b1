using System.Buffers.Binary;
using System.Numerics;

namespace Docket.Journal.Projections.Rows;

/// <summary>MurmurHash3 (x64, 128 bits): fast and well spread; it finds accidents, it does not stop an attacker.</summary>
public static class RowHash
{
    private const ulong C1 = 0x87c37b91114253d5;
    private const ulong C2 = 0x4cf5ad432745937f;

    /// <summary>A row's share of its view's hash: the view's is the sum of its rows', so that their order does not matter.</summary>
    public static UInt128 Of(ReadOnlySpan<byte> key, ReadOnlySpan<byte> row) => Of(row, (ulong)Of(key, 0));

    /// <summary>The hash of bytes.</summary>
    public static UInt128 Of(ReadOnlySpan<byte> bytes, ulong seed)
    {
        var (h1, h2) = (seed, seed);
        var rest = bytes;
        for (; rest.Length >= 16; rest = rest[16..])
        {
            h1 ^= MixFirst(BinaryPrimitives.ReadUInt64LittleEndian(rest));
            h1 = ((BitOperations.RotateLeft(h1, 27) + h2) * 5) + 0x52dce729;
            h2 ^= MixSecond(BinaryPrimitives.ReadUInt64LittleEndian(rest[8..]));
            h2 = ((BitOperations.RotateLeft(h2, 31) + h1) * 5) + 0x38495ab5;
        }

        h2 ^= rest.Length > 8 ? MixSecond(Tail(rest[8..])) : 0;
        h1 ^= rest.Length > 0 ? MixFirst(Tail(rest.Length > 8 ? rest[..8] : rest)) : 0;
        h1 ^= (ulong)bytes.Length;
        h2 ^= (ulong)bytes.Length;
        h1 += h2;
        h2 += h1;
        h1 = Spread(h1);
        h2 = Spread(h2);
        h1 += h2;
        h2 += h1;
        return new UInt128(h2, h1);
    }

    private static ulong MixFirst(ulong k) => BitOperations.RotateLeft(k * C1, 31) * C2;

    private static ulong MixSecond(ulong k) => BitOperations.RotateLeft(k * C2, 33) * C1;

    private static ulong Tail(ReadOnlySpan<byte> bytes)
    {
        var value = 0UL;
        for (var i = bytes.Length - 1; i >= 0; i--) value = (value << 8) | bytes[i];
        return value;
    }

    private static ulong Spread(ulong k)
    {
        k = (k ^ (k >> 33)) * 0xff51afd7ed558ccd;
        k = (k ^ (k >> 33)) * 0xc4ceb9fe1a85ec53;
        return k ^ (k >> 33);
    }
}
