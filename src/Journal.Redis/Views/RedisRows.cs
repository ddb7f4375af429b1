using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Redis.Connecting;

namespace Docket.Journal.Redis.Views;

/// <summary>A generation's rows as its owner reads and writes them.</summary>
/// <remarks>For one caller at a time; readers ask Redis.</remarks>
internal sealed class RedisRows(
    RedisServer server, ViewKeys keys, Generation generation, (long Epoch, RedisViewOptions Options) owner) : IRowStore
{
    private readonly Dictionary<byte[], byte[]?> _fetched = new(RowKeys.Comparer);
    private readonly PageWriter _writer = new(server, keys, (generation.Number, owner.Epoch, owner.Options));
    private readonly Lock _gate = new();
    private RowStoreState _state = generation.State;

    /// <summary>Its number, which it keeps.</summary>
    public int Number => generation.Number;

    public string View => keys.Layout.View;

    public bool IsShared => true;

    public bool IsWithJournal => false;

    public RowStoreState State
    {
        get
        {
            lock (_gate) return _state;
        }
    }

    public void Prefetch(IReadOnlyCollection<byte[]> wanted)
    {
        _fetched.Clear();
        if (wanted.Count > 0) Use(() => FetchAsync([.. wanted]));
    }

    public byte[]? Read(ReadOnlySpan<byte> key)
    {
        if (_fetched.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(key, out var row)) return row;
        var wanted = key.ToArray();
        return Use(() => StoredRows.ReadAsync(server, keys, Number, [wanted], owner.Options.RowsPerScript))[0];
    }

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
            lock (_gate) _state = after;
        }
        finally
        {
            _writer.Clear();
            _fetched.Clear();
        }
    }

    public void Scan(RowVisitor visit) => Use(() => StoredRows.ScanAsync(server, keys, Number, visit));

    public void Dispose() => _writer.Dispose();

    private void Gather(RowBatch batch)
    {
        var records = new RowRecords(batch.Records.Span);
        while (records.MoveNext())
        {
            if (records.IsRemoved) _writer.Remove(records.Key);
            else _writer.Put(records.Key, records.Row);
        }
    }

    private async Task<int> FetchAsync(byte[][] wanted)
    {
        var rows = await StoredRows.ReadAsync(server, keys, Number, wanted, owner.Options.RowsPerScript);
        for (var i = 0; i < wanted.Length; i++) _fetched[wanted[i]] = rows[i];
        return wanted.Length;
    }

    /// <exception cref="ViewStorageException">The server fails or refuses; the events are not to blame.</exception>
    private T Use<T>(Func<Task<T>> work) => Waiting.For(View, work);
}
