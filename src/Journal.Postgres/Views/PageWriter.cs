using Docket.Journal.Postgres.Reading;
using Docket.Journal.Projections.Rows;
using Npgsql;
using NpgsqlTypes;

namespace Docket.Journal.Postgres.Views;

/// <summary>Writes the changed rows of a page: new ones, changed ones and removed ones each with one
/// statement.</summary>
internal sealed class PageWriter(ViewNames names)
{
    // From so many new rows on, a COPY's two further round trips are worth it.
    private const int CopyFrom = 500;
    private readonly RowGroup _new = new(names.Tables.NewBuffer());
    private readonly RowGroup _changed = new(names.Tables.NewBuffer());
    private readonly IRowBuffer _totals = names.Tables.NewBuffer();
    private readonly List<byte[]> _removed = [];
    private readonly List<KeyValuePair<byte[], byte[]?>> _written = [];

    /// <summary>The page's rows as they are afterwards.</summary>
    public IReadOnlyList<KeyValuePair<byte[], byte[]?>> Written => _written;

    /// <summary>Takes in a row; null before where it is new, null after where it is removed.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="before">Its bytes as they are stored.</param>
    /// <param name="after">Its bytes as they will be.</param>
    /// <param name="known">The same as objects, where they are known.</param>
    public void Add(ReadOnlySpan<byte> key, byte[]? before, byte[]? after, ChangedRow? known)
    {
        var keyBytes = key.ToArray();
        _written.Add(new(keyBytes, after));
        _totals.Change(key, before, after, known);
        if (after is not null) (before is null ? _new : _changed).Add(keyBytes, after, known);
        else if (before is not null) _removed.Add(keyBytes);
    }

    /// <summary>Writes all of it with where the view stands then, or nothing.</summary>
    public void Write(NpgsqlConnection connection, GenerationRole role, NpgsqlBatchCommand stand)
    {
        if (_new.Count < CopyFrom)
        {
            // A batch without a transaction of its own is one.
            using var whole = Batch(connection, role, stand, withNew: true);
            whole.ExecuteNonQuery();
            return;
        }

        using var transaction = connection.BeginTransaction();
        using var rest = Batch(connection, role, stand, withNew: false);
        rest.ExecuteNonQuery();
        _new.Copy(connection, names.Main(role));
        transaction.Commit();
    }

    /// <summary>Empties it for the next page.</summary>
    public void Clear()
    {
        _new.Clear();
        _changed.Clear();
        _totals.Clear();
        _removed.Clear();
        _written.Clear();
    }

    private NpgsqlBatch Batch(NpgsqlConnection connection, GenerationRole role, NpgsqlBatchCommand stand, bool withNew)
    {
        var batch = new NpgsqlBatch(connection) { Timeout = 0 };

        // First, because it waits for whoever is writing still, and refuses before anything was done.
        batch.BatchCommands.Add(stand);
        var table = names.Main(role);
        if (withNew && _new.Count > 0) batch.BatchCommands.Add(_new.ToInsert(table));
        if (_changed.Count > 0) batch.BatchCommands.Add(_changed.ToUpdate(table));
        if (_removed.Count > 0) batch.BatchCommands.Add(ToDelete(table, _removed));
        foreach (var command in _totals.Totals(name => names.Full(name, role))) batch.BatchCommands.Add(command);
        return batch;
    }

    /// <summary>Removes rows by their keys, those that there are.</summary>
    public static NpgsqlBatchCommand ToDelete(string table, IReadOnlyCollection<byte[]> keys)
    {
        var command = new NpgsqlBatchCommand($"delete from {table} where key = any ($1)");
        command.Parameters.Add(EventReader.Value(keys.ToArray()));
        return command;
    }
}
