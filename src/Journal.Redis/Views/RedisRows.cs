using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Redis.Connecting;

namespace Docket.Journal.Redis.Views;

/// <summary>A generation's rows as its owner reads and writes them.</summary>
/// <remarks>For one caller at a time; readers ask Redis.</remarks>
internal sealed class RedisRows : IRowStore
{
    private readonly RedisServer _server;
    private readonly ViewKeys _keys;
    private readonly int _rowsPerScript;
    private readonly RowsBefore _before;
    private readonly PageWriter _writer;
    private readonly PagesUnderWay _pages;

    public RedisRows(
        RedisServer server, ViewKeys keys, Generation generation, (long Epoch, RedisViewOptions Options) owner)
    {
        (_server, _keys, _rowsPerScript) = (server, keys, owner.Options.RowsPerScript);
        Number = generation.Number;
        _pages = new PagesUnderWay(generation.State);
        _writer = new PageWriter(server, keys, (generation.Number, owner.Epoch, owner.Options), _pages);

        // What Redis forgets it forgets from the end, and the stand with it: the next commit is refused then, and with
        // these rows it is over.
        _before = new RowsBefore(owner.Options.CacheBytes, Fetch);
        if (State == default) _before.BeginsEmpty();
    }

    /// <summary>Its number, which it keeps.</summary>
    public int Number { get; }

    public string View => _keys.Layout.View;

    public bool IsShared => true;

    public bool IsWithJournal => false;

    public bool WantsObjects => true;

    public RowStoreState State => _pages.Written;

    public Task Written => _pages.UnderWay;

    public void Prefetch(IReadOnlyCollection<byte[]> wanted) => _before.Prefetch(wanted);

    public byte[]? Read(ReadOnlySpan<byte> key) => _before.Read(key);

    public void Commit(RowBatch batch)
    {
        try
        {
            Gather(batch);
            var (before, newParking) = (_pages.Made, batch.State.Parking);
            var after = batch.State with { Parking = newParking ?? before.Parking };
            var page = _writer.Make(before, after, newParking);
            _pages.Write(after, batch.IsAwaited, () => Use(page));
            Keep(batch);
        }
        finally
        {
            _writer.Clear();
            _before.Clear();
        }
    }

    public void Scan(RowVisitor visit)
    {
        _pages.Settle();
        Use(() => StoredRows.ScanAsync(_server, _keys, Number, visit));
    }

    public void Dispose()
    {
        _pages.End();
        _writer.Dispose();
    }

    private void Gather(RowBatch batch)
    {
        var records = new RowRecords(batch.Records.Span);
        for (var i = 0; records.MoveNext(); i++)
        {
            if (records.IsRemoved) _writer.Remove(records.Key);
            else _writer.Put(records.Key, records.Row, i < batch.Rows.Count ? batch.Rows[i].After : null);
        }
    }

    private void Keep(RowBatch batch)
    {
        var records = new RowRecords(batch.Records.Span);
        while (records.MoveNext())
            _before.Keep(records.Key, records.IsRemoved ? null : records.Row.ToArray());
    }

    private void Fetch(IReadOnlyList<byte[]> wanted, Action<byte[], byte[]?> tell)
    {
        var rows = Use(() => StoredRows.ReadAsync(_server, _keys, Number, wanted, _rowsPerScript));
        for (var i = 0; i < wanted.Count; i++) tell(wanted[i], rows[i]);
    }

    /// <exception cref="ViewStorageException">The server fails or refuses; the events are not to blame.</exception>
    private T Use<T>(Func<Task<T>> work) => Waiting.For(View, work);
}
