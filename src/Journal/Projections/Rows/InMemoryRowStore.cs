namespace Docket.Journal.Projections.Rows;

/// <summary>Rows in a dictionary: for tests, for checking a view against the journal, and for tools that leave nothing behind.</summary>
public sealed class InMemoryRowStore : IRowStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<byte[], byte[]> _rows = new(RowKeys.Comparer);
    private RowStoreState _state;

    /// <inheritdoc/>
    public RowStoreState State
    {
        get
        {
            lock (_gate) return _state;
        }
    }

    /// <inheritdoc/>
    public byte[]? Read(ReadOnlySpan<byte> key)
    {
        lock (_gate)
            return _rows.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(key, out var row) ? row : null;
    }

    /// <inheritdoc/>
    public void Commit(RowBatch batch)
    {
        lock (_gate)
        {
            var rows = _rows.GetAlternateLookup<ReadOnlySpan<byte>>();
            var records = new RowRecords(batch.Records.Span);
            while (records.MoveNext())
            {
                if (records.IsRemoved) rows.Remove(records.Key);
                else rows[records.Key] = records.Row.ToArray();
            }

            _state = batch.State with { Parking = batch.State.Parking ?? _state.Parking };
        }
    }

    /// <inheritdoc/>
    public void Scan(RowVisitor visit)
    {
        lock (_gate)
            foreach (var (key, row) in _rows) visit(key, row);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
