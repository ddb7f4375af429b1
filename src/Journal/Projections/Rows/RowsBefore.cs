namespace Docket.Journal.Projections.Rows;

/// <summary>Fetches rows by their keys and tells each that there is.</summary>
public delegate void RowFetch(IReadOnlyList<byte[]> keys, Action<byte[], byte[]?> tell);

/// <summary>
/// The rows that a page touches, as they were before it: remembered from earlier pages, or fetched all at once. For a
/// store that is the only one to write them, and for one caller at a time.
/// </summary>
/// <param name="cacheBytes">What the remembered rows may take, with what remembering them costs.</param>
/// <param name="fetch">Asks the store.</param>
public sealed class RowsBefore(long cacheBytes, RowFetch fetch)
{
    private readonly RowCache _cache = new(cacheBytes);
    private readonly Dictionary<byte[], byte[]?> _page = new(RowKeys.Comparer);

    // The store may not show them yet, and the cache may be too small for them.
    private readonly RowSlab _lastMade = new();
    private KeyFilter? _everSet;
    private bool _makes;

    /// <summary>Says that nothing is stored yet: from now on a key that was never set does not exist.</summary>
    public void BeginsEmpty() => _everSet = new KeyFilter();

    /// <summary>Begins a page: sees to it that these rows are at hand.</summary>
    public void Prefetch(IReadOnlyCollection<byte[]> keys)
    {
        Clear();
        var unknown = new List<byte[]>();
        foreach (var key in keys)
        {
            if (TryFind(key, out var row)) _page[key] = row;
            else unknown.Add(key);
        }

        Fetch(unknown);
    }

    /// <summary>Begins a page of rows that there were not before it, without asking.</summary>
    public void BeginNew(IReadOnlyCollection<byte[]> keys)
    {
        Clear();
        foreach (var key in keys) _page[key] = null;
    }

    /// <summary>A row as it was before the page; null for none.</summary>
    public byte[]? Read(ReadOnlySpan<byte> key)
    {
        var page = _page.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (page.TryGetValue(key, out var row)) return row;
        if (!TryFind(key, out row))
        {
            Fetch([key.ToArray()]);
            return page[key];
        }

        page[key] = row;
        return row;
    }

    /// <summary>Remembers what the page has made of a row: for the next page in any case.</summary>
    public void Keep(ReadOnlySpan<byte> key, byte[]? row)
    {
        if (!_makes) _lastMade.Clear();
        _makes = true;
        _everSet?.Add(key);
        _lastMade.Set(key, row);
        _cache.Set(key, row);
    }

    /// <summary>Ends the page.</summary>
    public void Clear()
    {
        _makes = false;
        _page.Clear();
    }

    private bool TryFind(ReadOnlySpan<byte> key, out byte[]? row)
    {
        row = null;
        return _everSet?.MayHold(key) is false || _lastMade.TryFind(key, out row) || _cache.TryFind(key, out row);
    }

    private void Fetch(List<byte[]> keys)
    {
        if (keys.Count == 0) return;
        foreach (var key in keys) _page[key] = null;
        try
        {
            fetch(keys, (key, row) => _page[key] = row);
        }
        catch
        {
            // What was not fetched is not known to be absent.
            foreach (var key in keys) _page.Remove(key);
            throw;
        }
    }
}
