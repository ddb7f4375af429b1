using System.Buffers.Binary;
using Docket.Journal.Files.Format;

namespace Docket.Journal.Files.Indexing;

/// <summary>
/// Says for certain that a hash is not in a segment, from one cache line; 12 bits a hash, wrong about one time in a
/// hundred.
/// </summary>
internal sealed class BloomFilter
{
    private const int BitsPerHash = 12;
    private const int Probes = 6;
    private const int BlockBits = 512;
    private const int BlockWords = BlockBits / 64;
    private readonly ulong[] _words;

    private BloomFilter(ulong[] words) => _words = words;

    public int Bytes => _words.Length * sizeof(ulong);

    public static BloomFilter Of(ReadOnlySpan<IndexEntry> entries)
    {
        var blocks = Math.Max(1, (entries.Length * (long)BitsPerHash + BlockBits - 1) / BlockBits);
        var filter = new BloomFilter(new ulong[blocks * BlockWords]);
        foreach (var entry in entries) filter.Set(entry.Hash);
        return filter;
    }

    public static BloomFilter Read(ReadOnlySpan<byte> bytes)
    {
        var words = new ulong[bytes.Length / sizeof(ulong)];
        for (var i = 0; i < words.Length; i++)
            words[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(i * sizeof(ulong))..]);
        return new BloomFilter(words);
    }

    public void Write(Span<byte> target)
    {
        for (var i = 0; i < _words.Length; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(target[(i * sizeof(ulong))..], _words[i]);
    }

    public bool MayHold(ulong hash)
    {
        var block = Block(hash);
        var bits = StableHash.Mix(hash);
        for (var probe = 0; probe < Probes; probe++, bits >>= 9)
        {
            if ((block[(int)(bits >> 6) & 7] & (1UL << (int)(bits & 63))) == 0) return false;
        }

        return true;
    }

    private void Set(ulong hash)
    {
        var block = Block(hash);
        var bits = StableHash.Mix(hash);
        for (var probe = 0; probe < Probes; probe++, bits >>= 9) block[(int)(bits >> 6) & 7] |= 1UL << (int)(bits & 63);
    }

    private Span<ulong> Block(ulong hash)
    {
        var blocks = (ulong)(_words.Length / BlockWords);
        var block = (int)Math.BigMul(hash, blocks, out _);
        return _words.AsSpan(block * BlockWords, BlockWords);
    }
}
