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
    private RowSlab _young = new();
    private RowSlab _old = new();

    /// <summary>Whether it is known what is stored under a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="row">The row; null where it is known that there is none.</param>
    public bool TryFind(ReadOnlySpan<byte> key, out byte[]? row)
    {
        if (_young.TryFind(key, out row)) return true;
        if (!_old.TryFind(key, out row)) return false;
        Set(key, row);
        return true;
    }

    /// <summary>Remembers what is stored under a key; null for nothing.</summary>
    public void Set(ReadOnlySpan<byte> key, byte[]? row)
    {
        _young.Set(key, row);
        if (_young.Bytes <= bytesMax / 2) return;
        (_old, _young) = (_young, _old);
        _young.Clear();
    }
}
