namespace Docket.Journal.Projections.Rows;

/// <summary>
/// Keys that were added, in 4 MiB however many they are: it says for certain that a key was not, and errs for one in a
/// thousand others while a million were added (a Bloom filter).
/// </summary>
internal sealed class KeyFilter
{
    private const int Bits = 1 << 25;
    private const int Probes = 3;
    private readonly ulong[] _bits = new ulong[Bits / 64];

    /// <summary>Adds a key.</summary>
    public void Add(ReadOnlySpan<byte> key)
    {
        var (first, step) = Hash(key);
        for (var i = 0; i < Probes; i++, first += step) _bits[first % Bits / 64] |= 1UL << (int)(first % 64);
    }

    /// <summary>False only where the key was never added.</summary>
    public bool MayHold(ReadOnlySpan<byte> key)
    {
        var (first, step) = Hash(key);
        for (var i = 0; i < Probes; i++, first += step)
            if ((_bits[first % Bits / 64] & (1UL << (int)(first % 64))) == 0) return false;
        return true;
    }

    private static (ulong First, ulong Step) Hash(ReadOnlySpan<byte> key)
    {
        var hash = RowHash.Of(key, 0);
        return ((ulong)hash, (ulong)(hash >> 64) | 1);
    }
}
