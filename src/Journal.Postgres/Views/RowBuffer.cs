using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Npgsql;
using NpgsqlTypes;

namespace Docket.Journal.Postgres.Views;

/// <summary>Decodes a page's rows once and spreads them over columns.</summary>
/// <remarks>A view's totals are the same figures that it keeps in one process, here over what a page
/// changed.</remarks>
public abstract class RowBuffer<TKey, TRow, TFigures>(IRowCodec<TKey, TRow> codec) : IRowBuffer
    where TKey : notnull
    where TRow : class
    where TFigures : IRowFigures<TKey, TRow>
{
    private readonly List<ColumnValues> _columns = [];
    private TFigures? _changes;

    /// <inheritdoc/>
    public IReadOnlyList<ColumnValues> Columns => _columns;

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> row, ChangedRow? known)
    {
        var of = known is { Key: TKey found } ? found : KeyOf(key);
        Spread(of, known is { After: TRow after } ? after : Decode(of, row));
    }

    /// <inheritdoc/>
    public void Change(ReadOnlySpan<byte> key, byte[]? before, byte[]? after, ChangedRow? known)
    {
        if (_changes is null && (_changes = NewChanges()) is null) return;
        if (known is { } row)
        {
            _changes.Change((TKey)row.Key, (TRow?)row.Before, (TRow?)row.After);
            return;
        }

        var decoded = KeyOf(key);
        _changes.Change(
            decoded, before is null ? null : Decode(decoded, before), after is null ? null : Decode(decoded, after));
    }

    /// <inheritdoc/>
    public IEnumerable<NpgsqlBatchCommand> Totals(Func<string, string> nameOf) =>
        _changes is null ? [] : Totals(_changes, nameOf);

    /// <inheritdoc/>
    public void Clear()
    {
        foreach (var column in _columns) column.Clear();
        _changes = default;
    }

    /// <summary>Makes a column; called in the order of the table's columns.</summary>
    protected ColumnValues<T> Column<T>(string name, NpgsqlDbType type)
    {
        var column = new ColumnValues<T>(name, type);
        _columns.Add(column);
        return column;
    }

    /// <summary>Adds the row's value to each column.</summary>
    protected abstract void Spread(TKey key, TRow row);

    /// <summary>Empty figures, to which the changes of a page are shown; null where the view keeps no
    /// totals.</summary>
    protected virtual TFigures? NewChanges() => default;

    /// <summary>The statements that add changes to the totals.</summary>
    protected virtual IEnumerable<NpgsqlBatchCommand> Totals(TFigures changes, Func<string, string> nameOf) => [];

    private TKey KeyOf(ReadOnlySpan<byte> key)
    {
        var reader = new RowReader(key);
        return codec.ReadKey(ref reader);
    }

    private TRow Decode(TKey key, ReadOnlySpan<byte> row)
    {
        var reader = new RowReader(row);
        return codec.ReadRow(key, ref reader);
    }
}
