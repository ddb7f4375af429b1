using System.Globalization;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Redis.Connecting;
using StackExchange.Redis;

namespace Docket.Journal.Redis.Views;

/// <summary>Writes pages into a generation: each with one script, or, where it is large, laid ready by some and put
/// in its
/// place by the last. What is laid ready is on its way while the rest is gathered.</summary>
internal sealed class PageWriter(
    RedisServer server, ViewKeys keys, (int Generation, long Epoch, RedisViewOptions Options) owner, PagesUnderWay pages)
    : IDisposable
{
    private static readonly RedisValue Removed = "-";
    private static readonly RedisValue LaidReady = "~";
    private readonly HashFields _fields = new();
    private readonly List<RedisValue> _placed = [];
    private readonly List<(RedisValue Name, RedisValue Link, byte[] Packed)> _gathered = [];
    private readonly List<Task> _staging = [];
    private long _pages;
    private int _bytes;
    private int _staged;

    private string Token => $"{owner.Epoch}/{_pages}";

    /// <summary>Takes in a row.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="row">Its bytes.</param>
    /// <param name="known">The same as an object, where it is known.</param>
    public void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> row, object? known)
    {
        _fields.Reset(row);
        keys.Layout.Spread(key, row, known, _fields);
        var packed = _fields.ToPacked();
        if (_gathered.Count == owner.Options.RowsPerScript
            || (_gathered.Count > 0 && _bytes + packed.Length > owner.Options.BytesPerScript))
            LayReady();
        _gathered.Add((keys.Layout.NameOf(key), _fields.Link, packed));
        _bytes += packed.Length;
    }

    /// <summary>Takes in that a row is no more.</summary>
    public void Remove(ReadOnlySpan<byte> key)
    {
        // Whether it lent or borrowed is not known here; who borrowed from it shows nothing from now on.
        _fields.Reset(default);
        _fields.Lend();
        _placed.AddRange([keys.Layout.NameOf(key), Removed, _fields.Link]);
    }

    /// <summary>Makes a page of what was taken in, and of where the view stands then.</summary>
    /// <returns>What writes it; the next page may be taken in meanwhile.</returns>
    public Func<Task<RedisResult>> Make(RowStoreState before, RowStoreState after, byte[]? newParking)
    {
        foreach (var (name, link, packed) in _gathered) _placed.AddRange([name, packed, link]);
        RedisValue[] arguments =
        [
            owner.Epoch, owner.Generation, before.Checkpoint.Value, after.Checkpoint.Value, after.Rows,
            after.Hash.ToString("x32", CultureInfo.InvariantCulture), newParking ?? [], newParking is null ? 0 : 1,
            (string)keys.Channel!, keys.Layout.View, keys.Layout.LentField, keys.Layout.ShownField, Token, _staged,
            .. _placed,
        ];
        var laidReady = Task.WhenAll(_staging);
        return async () =>
        {
            await laidReady;
            return await server.RunAsync(
                Scripts.CommitPage,
                [keys.Lease, keys.View, keys.Generation(owner.Generation), keys.Check, keys.Changes], arguments);
        };
    }

    /// <summary>Begins with the next page; what was laid ready for this one and not placed counts for nothing
    /// then.</summary>
    public void Clear()
    {
        _pages++;
        _placed.Clear();
        _gathered.Clear();
        _staging.Clear();
        (_bytes, _staged) = (0, 0);
    }

    public void Dispose() => _fields.Dispose();

    private void LayReady()
    {
        // What lies ready is one page's.
        pages.Settle();
        RedisValue[] arguments =
        [
            owner.Epoch, Token, .. _gathered.SelectMany(row => (RedisValue[])[row.Name, row.Packed]),
        ];
        _staging.Add(server.RunAsync(Scripts.StageRows, [keys.Lease, keys.Generation(owner.Generation)], arguments));
        foreach (var (name, link, _) in _gathered) _placed.AddRange([name, LaidReady, link]);
        _staged += _gathered.Count;
        _gathered.Clear();
        _bytes = 0;
    }
}
