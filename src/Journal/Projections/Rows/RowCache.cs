namespace Docket.Journal.Projections.Rows;

/// <summary>
/// Rows that were read or written lately, so that an order's next events need no reading. True only while this
/// process is
/// the view's owner: nobody else writes.
/// </summary>
/// <param name="bytesMax">What the rows may take, with what remembering them costs.</param>
/// <remarks>Two halves: when the young one is full it becomes the old one, and what was not used since is forgotten.</remarks>
internal sealed class RowCache(long bytesMax)
{
    // What a dictionary entry and two arrays cost beside their bytes.
    private const int EntryBytes = 120;
    private Dictionary<byte[], byte[]?> _young = new(RowKeys.Comparer);
    private Dictionary<byte[], byte[]?> _old = new(RowKeys.Comparer);
    private KeyFilter? _everSet;
    private long _bytes;

    /// <summary>Says that nothing is stored yet: from now on a key that was never set does not exist.</summary>
    public void BeginsEmpty() => _everSet = new KeyFilter();

    /// <summary>Whether it is known what is stored under a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="row">The row; null where it is known that there is none.</param>
    public bool TryFind(ReadOnlySpan<byte> key, out byte[]? row)
    {
        if (_young.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(key, out row)) return true;
        if (_old.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(key, out row))
        {
            Set(key.ToArray(), row);
            return true;
        }

        return _everSet is not null && !_everSet.MayHold(key);
    }

    /// <summary>Remembers what is stored under a key; null for nothing. The key must not be changed
    /// afterwards.</summary>
    public void Set(byte[] key, byte[]? row)
    {
        _everSet?.Add(key);
        if (!_young.ContainsKey(key)) _bytes += EntryBytes + key.Length;
        _bytes += row?.Length ?? 0;
        _young[key] = row;
        if (_bytes <= bytesMax / 2) return;
        (_old, _young, _bytes) = (_young, _old, 0);
        _young.Clear();
    }
}
