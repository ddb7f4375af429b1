using System.Buffers.Binary;
using Docket.Journal.Postgres.Connecting;
using Docket.Journal.Postgres.Reading;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Npgsql;
using NpgsqlTypes;

namespace Docket.Journal.Postgres.Views;

/// <summary>A generation's rows as its owner reads and writes them: one transaction a page, in one round
/// trip.</summary>
/// <remarks>
/// For one caller at a time; readers ask the tables. What was lately used is remembered, and that is right because
/// nobody else may write.
/// </remarks>
internal sealed class PostgresRows : IRowStore
{
    // A plan that was made while a table was nearly empty reads all of it, and is kept until the table is analyzed.
    private const int RowsToAnalyze = 1_000;

    private readonly NpgsqlDataSource _database;
    private readonly SqlText _sql;
    private readonly ViewNames _names;
    private readonly long _epoch;
    private readonly RowsBefore _before;
    private readonly PagesUnderWay _pages;
    private PageWriter _writer;
    private PageWriter _spare;
    private bool _isComplete;

    public PostgresRows(
        NpgsqlDataSource database, SqlText sql, ViewNames names, (Generation Generation, GenerationRole Role) found,
        (long Epoch, long CacheBytes) owner)
    {
        (_database, _sql, _names, _epoch) = (database, sql, names, owner.Epoch);
        (Number, Role) = (found.Generation.Number, found.Role);
        _pages = new PagesUnderWay(found.Generation.State);
        _isComplete = Role != GenerationRole.Shadow;
        (_writer, _spare) = (new PageWriter(names), new PageWriter(names));
        _before = new RowsBefore(owner.CacheBytes, Fetch);
        if (State == default) _before.BeginsEmpty();
    }

    /// <summary>Its number, which it keeps.</summary>
    public int Number { get; }

    /// <summary>What it is for now.</summary>
    public GenerationRole Role { get; set; }

    public string View => _names.Tables.View;

    public RowStoreState State => _pages.Written;

    public Task Written => _pages.UnderWay;

    public bool IsShared => true;

    public bool WantsObjects => true;

    public void Prefetch(IReadOnlyCollection<byte[]> keys) => _before.Prefetch(keys);

    public byte[]? Read(ReadOnlySpan<byte> key) => _before.Read(key);

    public void Commit(RowBatch batch)
    {
        var records = new RowRecords(batch.Records.Span);
        for (var i = 0; records.MoveNext(); i++)
        {
            var after = records.IsRemoved ? null : records.Row.ToArray();
            _writer.Add(records.Key, Read(records.Key), after, i < batch.Rows.Count ? batch.Rows[i] : null);
        }

        var before = _pages.Made;
        var state = batch.State with { Parking = batch.State.Parking ?? before.Parking };
        var hasGrown = before.Rows < RowsToAnalyze && state.Rows >= RowsToAnalyze;
        var (page, role) = (_writer, Role);
        var stand = Stand(state, batch.State.Parking is not null);
        try
        {
            _pages.Write(state, batch.IsAwaited, () =>
            {
                Use(connection => page.Write(connection, role, stand));
                if (hasGrown && role != GenerationRole.Shadow) Analyze(role);
            });
            foreach (var (key, row) in page.Written) _before.Keep(key, row);
            (_writer, _spare) = (_spare, _writer);
        }
        finally
        {
            _writer.Clear();
            _before.Clear();
        }
    }

    public void Mend(RowMend mend)
    {
        _pages.Settle();
        var state = mend.Batch.State with { Parking = State.Parking };
        Use(connection => new RowMending(connection, _names, Role).Write(mend, Stand(state, parkingChanged: false)));
        var records = new RowRecords(mend.Batch.Records.Span);
        while (records.MoveNext()) _before.Keep(records.Key, records.IsRemoved ? null : records.Row.ToArray());
        _before.Clear();
        _pages.Set(state);
    }

    public void Scan(RowVisitor visit)
    {
        _pages.Settle();
        Use(connection => StoredRows.Scan(connection, _names.Main(Role), visit));
    }

    /// <summary>Makes what a table needs only when it serves, and lets the planner know it.</summary>
    public void Complete()
    {
        _pages.Settle();
        if (_isComplete) return;
        Use(connection =>
        {
            using var command = new NpgsqlCommand(_names.Named(_names.Tables.Indexes, Role), connection)
            {
                CommandTimeout = 0,
            };
            command.ExecuteNonQuery();
        });
        _isComplete = true;
    }

    /// <summary>Nothing is held, but the session of the page that may still be written.</summary>
    public void Dispose() => _pages.End();

    /// <summary>Lets the planner see tables that have grown from nothing while they serve.</summary>
    private void Analyze(GenerationRole role)
    {
        try
        {
            Use(connection =>
            {
                foreach (var table in _names.Tables.Tables)
                {
                    using var command = new NpgsqlCommand($"analyze {_names.Full(table, role)}", connection);
                    command.ExecuteNonQuery();
                }
            });
        }
        catch (ViewStorageException)
        {
            // The page is written; the server looks for itself within a minute.
        }
    }

    private NpgsqlBatchCommand Stand(RowStoreState state, bool parkingChanged)
    {
        var hash = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(hash, state.Hash);
        var command = new NpgsqlBatchCommand(_sql.Verb("stand_view"));
        command.Parameters.Add(EventReader.Value(View));
        command.Parameters.Add(EventReader.Value(Number));
        command.Parameters.Add(EventReader.Value(_epoch));
        command.Parameters.Add(EventReader.Value(_pages.Made.Checkpoint.Value));
        command.Parameters.Add(EventReader.Value(state.Checkpoint.Value));
        command.Parameters.Add(EventReader.Value(state.Rows));
        command.Parameters.Add(EventReader.Value(hash));
        command.Parameters.Add(new NpgsqlParameter
        {
            Value = parkingChanged ? state.Parking : DBNull.Value,
            NpgsqlDbType = NpgsqlDbType.Bytea,
        });
        command.Parameters.Add(EventReader.Value(parkingChanged));
        return command;
    }

    // What the page on its way makes of rows is known without asking, and of others it makes nothing.
    private void Fetch(IReadOnlyList<byte[]> keys, Action<byte[], byte[]?> tell) =>
        Use(connection => StoredRows.Find(connection, _names.Main(Role), keys, tell));

    /// <exception cref="ViewStorageException">The server fails or refuses; the events are not to blame.</exception>
    private void Use(Action<NpgsqlConnection> work)
    {
        try
        {
            using var connection = _database.OpenConnection();
            work(connection);
        }
        catch (Exception failure) when (Faults.OfDatabase(failure))
        {
            throw new ViewStorageException($"The tables of the view {View} cannot be used now: {failure.Message}", failure);
        }
    }
}
