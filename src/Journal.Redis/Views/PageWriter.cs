using System.Globalization;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Redis.Connecting;
using StackExchange.Redis;

namespace Docket.Journal.Redis.Views;

/// <summary>Writes a page into a generation: with one script, or, where it is large, laid ready by some and put in its
/// place by the last.</summary>
internal sealed class PageWriter(RedisServer server, ViewKeys keys, RedisViewOptions options)
{
    private const int Removed = -1;
    private const int LaidReady = 0;
    private readonly HashFields _fields = new();
    private readonly List<PageRow> _rows = [];
    private readonly List<RedisValue> _values = [];
    private int _bytes;
    private int _pages;

    /// <summary>Takes in a row.</summary>
    public void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> row)
    {
        _fields.Reset(row);
        keys.Layout.Spread(key, row, _fields);
        var name = keys.Layout.NameOf(key);
        _rows.Add(new PageRow(name, _fields.Link, _values.Count, _fields.Values.Count, _fields.Bytes));
        _values.AddRange(_fields.Values);
        _bytes += _fields.Bytes;
    }

    /// <summary>Takes in that a row is no more.</summary>
    public void Remove(ReadOnlySpan<byte> key)
    {
        // Whether it lent or borrowed is not known here; who borrowed from it shows nothing from now on.
        _fields.Reset(default);
        _fields.Lend();
        _rows.Add(new PageRow(keys.Layout.NameOf(key), _fields.Link, _values.Count, Removed, 0));
    }

    /// <summary>Writes what was taken in, and where the view stands then.</summary>
    public async Task WriteAsync(long epoch, int generation, RowStoreState before, RowStoreState after, byte[]? newParking)
    {
        var isLarge = _rows.Count > options.RowsPerScript || _bytes > options.BytesPerScript;
        var token = $"{epoch}/{++_pages}";
        var staged = isLarge ? await StageAsync(epoch, generation, token) : 0;
        RedisValue[] arguments =
        [
            epoch, generation, before.Checkpoint.Value, after.Checkpoint.Value, after.Rows,
            after.Hash.ToString("x32", CultureInfo.InvariantCulture), newParking ?? [], newParking is null ? 0 : 1,
            (string)keys.Channel!, keys.Layout.View, keys.Layout.LentField, keys.Layout.ShownField, token, staged,
            .. _rows.SelectMany(row => PlacementOf(row, isLarge)),
        ];
        await server.RunAsync(
            Scripts.CommitPage, [keys.Lease, keys.View, keys.Generation(generation), keys.Check, keys.Changes], arguments);
    }

    /// <summary>Empties it for the next page.</summary>
    public void Clear()
    {
        _rows.Clear();
        _values.Clear();
        _bytes = 0;
    }

    private async Task<int> StageAsync(long epoch, int generation, string token)
    {
        await server.RunAllAsync(
            Scripts.StageRows, [keys.Lease, keys.Generation(generation)],
            Chunks().Select(rows => (RedisValue[])[epoch, token, .. rows.SelectMany(ContentsOf)]));
        return _rows.Count(row => row.Values != Removed);
    }

    private IEnumerable<List<PageRow>> Chunks()
    {
        var (chunk, bytes) = (new List<PageRow>(), 0);
        foreach (var row in _rows.Where(row => row.Values != Removed))
        {
            if (chunk.Count == options.RowsPerScript || (chunk.Count > 0 && bytes + row.Bytes > options.BytesPerScript))
            {
                yield return chunk;
                (chunk, bytes) = ([], 0);
            }

            chunk.Add(row);
            bytes += row.Bytes;
        }

        if (chunk.Count > 0) yield return chunk;
    }

    private IEnumerable<RedisValue> PlacementOf(PageRow row, bool isLaidReady)
    {
        if (row.Values == Removed || isLaidReady)
            return [row.Name, row.Values == Removed ? Removed : LaidReady, row.Link];
        return [row.Name, row.Values, row.Link, .. _values.GetRange(row.From, row.Values)];
    }

    private IEnumerable<RedisValue> ContentsOf(PageRow row) =>
        [row.Name, row.Values, .. _values.GetRange(row.From, row.Values)];

    private readonly record struct PageRow(string Name, string Link, int From, int Values, int Bytes);
}
