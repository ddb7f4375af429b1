using Docket.Journal.Projections.Rows;

namespace Docket.Journal.Projections.Tests.Rows;

/// <summary>What is remembered of a store's rows is what the store holds, and the store is asked no more than need
/// be.</summary>
public sealed class RowsBeforeTests
{
    private readonly Dictionary<byte[], byte[]?> _stored = new(RowKeys.Comparer);
    private readonly List<byte> _asked = [];

    [Fact]
    public void Of_a_store_that_began_empty_only_rows_that_were_forgotten_are_asked_for()
    {
        var rows = new RowsBefore(cacheBytes: 600, Fetch);
        rows.BeginsEmpty();
        for (byte key = 0; key < 20; key++)
        {
            rows.Prefetch([[key]]);
            Assert.Null(rows.Read([key]));
            Write(rows, key, [key, key]);
        }

        Assert.Empty(_asked);
        rows.Prefetch([[0], [19], [99]]);
        Assert.Equal([0, 0], rows.Read([0]));
        Assert.Equal([19, 19], rows.Read([19]));
        Assert.Null(rows.Read([99]));
        Assert.Equal([0], _asked);
    }

    [Fact]
    public void Of_a_store_that_held_rows_every_unknown_one_is_asked_for_once_a_page()
    {
        _stored[[1]] = [10];
        var rows = new RowsBefore(cacheBytes: 10_000, Fetch);
        rows.Prefetch([[1], [2]]);
        Assert.Equal([10], rows.Read([1]));
        Assert.Null(rows.Read([2]));
        Assert.Equal([10], rows.Read([1]));
        Assert.Equal([1, 2], _asked);
    }

    [Fact]
    public void A_removed_row_is_remembered_as_removed()
    {
        var rows = new RowsBefore(cacheBytes: 10_000, Fetch);
        rows.BeginsEmpty();
        Write(rows, 1, [10]);
        Write(rows, 1, null);
        rows.Prefetch([[1]]);
        Assert.Null(rows.Read([1]));
        Assert.Empty(_asked);
    }

    [Fact]
    public void A_row_that_could_not_be_fetched_is_not_taken_for_absent()
    {
        _stored[[1]] = [10];
        var isAway = true;
        var rows = new RowsBefore(10_000, (keys, tell) =>
        {
            if (isAway) throw new IOException("away");
            Fetch(keys, tell);
        });
        Assert.Throws<IOException>(() => rows.Prefetch([[1]]));
        isAway = false;
        Assert.Equal([10], rows.Read([1]));
    }

    private void Write(RowsBefore rows, byte key, byte[]? row)
    {
        _stored[[key]] = row;
        rows.Keep([key], row);
    }

    private void Fetch(IReadOnlyList<byte[]> keys, Action<byte[], byte[]?> tell)
    {
        foreach (var key in keys)
        {
            _asked.Add(key[0]);
            if (_stored.TryGetValue(key, out var row)) tell(key, row);
        }
    }
}
