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
    private readonly Lock _gate = new();
    private RowStoreState _state;

    public RedisRows(
        RedisServer server, ViewKeys keys, Generation generation, (long Epoch, RedisViewOptions Options) owner)
    {
        (_server, _keys, _rowsPerScript) = (server, keys, owner.Options.RowsPerScript);
        (Number, _state) = (generation.Number, generation.State);
        _writer = new PageWriter(server, keys, (generation.Number, owner.Epoch, owner.Options));

        // What Redis forgets it forgets from the end, and the stand with it: the next commit is refused then, and with
        // these rows it is over.
        _before = new RowsBefore(owner.Options.CacheBytes, Fetch);
        if (_state == default) _before.BeginsEmpty();
    }

    /// <summary>Its number, which it keeps.</summary>
    public int Number { get; }

    public string View => _keys.Layout.View;

    public bool IsShared => true;

    public bool IsWithJournal => false;

    public bool WantsObjects => true;

    public RowStoreState State
    {
        get
        {
            lock (_gate) return _state;
        }
    }

    public void Prefetch(IReadOnlyCollection<byte[]> wanted) => _before.Prefetch(wanted);

    public byte[]? Read(ReadOnlySpan<byte> key) => _before.Read(key);

    public void Commit(RowBatch batch)
    {
        try
        {
            Gather(batch);
            var (before, newParking) = (State, batch.State.Parking);
            var after = batch.State with { Parking = newParking ?? before.Parking };
            Use(async () =>
            {
                await _writer.WriteAsync(before, after, newParking);
                return 0;
            });
            Keep(batch);
            lock (_gate) _state = after;
        }
        finally
        {
            _writer.Clear();
            _before.Clear();
        }
    }

    public void Scan(RowVisitor visit) => Use(() => StoredRows.ScanAsync(_server, _keys, Number, visit));

    public void Dispose() => _writer.Dispose();

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
            _before.Keep(records.Key.ToArray(), records.IsRemoved ? null : records.Row.ToArray());
    }

    private void Fetch(IReadOnlyList<byte[]> wanted, Action<byte[], byte[]?> tell)
    {
        var rows = Use(() => StoredRows.ReadAsync(_server, _keys, Number, wanted, _rowsPerScript));
        for (var i = 0; i < wanted.Count; i++) tell(wanted[i], rows[i]);
    }

    /// <exception cref="ViewStorageException">The server fails or refuses; the events are not to blame.</exception>
    private T Use<T>(Func<Task<T>> work) => Waiting.For(View, work);
}
