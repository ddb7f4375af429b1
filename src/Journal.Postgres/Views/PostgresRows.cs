using System.Buffers.Binary;
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
internal sealed class PostgresRows(
    NpgsqlDataSource database, SqlText sql, ViewNames names, Generation generation, GenerationRole role,
    (long Epoch, PostgresViewOptions Options) owner) : IRowStore
{
    private readonly RowCache _cache = new(owner.Options.CacheBytes)
    {
        IsWhole = generation.State == default,
    };

    private readonly Dictionary<byte[], byte[]?> _before = new(RowKeys.Comparer);
    private readonly PageWriter _writer = new(names);
    private RowStoreState _state = generation.State;
    private bool _isComplete = role != GenerationRole.Shadow;

    /// <summary>Its number, which it keeps.</summary>
    public int Number => generation.Number;

    /// <summary>What it is for now.</summary>
    public GenerationRole Role { get; set; } = role;

    public string View => names.Tables.View;

    public RowStoreState State => _state;

    public bool IsShared => true;

    public void Prefetch(IReadOnlyCollection<byte[]> keys)
    {
        _before.Clear();
        var unknown = new List<byte[]>();
        foreach (var key in keys)
        {
            if (_cache.TryFind(key, out var row)) _before[key] = row;
            else unknown.Add(key);
        }

        if (unknown.Count == 0) return;
        foreach (var key in unknown) _before[key] = null;
        Use(connection => Fetch(connection, unknown));
    }

    public byte[]? Read(ReadOnlySpan<byte> key)
    {
        var before = _before.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (!before.TryGetValue(key, out var row) && !_cache.TryFind(key, out row))
            row = ReadStored(key.ToArray());
        before[key] = row;
        return row;
    }

    public void Commit(RowBatch batch)
    {
        var records = new RowRecords(batch.Records.Span);
        while (records.MoveNext())
            _writer.Add(records.Key, Read(records.Key), records.IsRemoved ? null : records.Row.ToArray());
        var state = batch.State with { Parking = batch.State.Parking ?? _state.Parking };
        try
        {
            Use(connection => _writer.Write(connection, Role, Stand(state, batch.State.Parking is not null)));
            foreach (var (key, row) in _writer.Written) _cache.Set(key, row);
            _state = state;
        }
        finally
        {
            _writer.Clear();
            _before.Clear();
        }
    }

    public void Mend(RowMend mend)
    {
        var state = mend.Batch.State with { Parking = _state.Parking };
        Use(connection => new RowMending(connection, names, Role).Write(mend, Stand(state, parkingChanged: false)));
        var records = new RowRecords(mend.Batch.Records.Span);
        while (records.MoveNext()) _cache.Set(records.Key, records.IsRemoved ? null : records.Row.ToArray());
        _before.Clear();
        _state = state;
    }

    public void Scan(RowVisitor visit) => Use(connection => StoredRows.Scan(connection, names.Main(Role), visit));

    /// <summary>Makes what a table needs only when it serves, and lets the planner know it.</summary>
    public void Complete()
    {
        if (_isComplete) return;
        Use(connection =>
        {
            using var command = new NpgsqlCommand(names.Named(names.Tables.Indexes, Role), connection)
            {
                CommandTimeout = 0,
            };
            command.ExecuteNonQuery();
        });
        _isComplete = true;
    }

    public void Dispose()
    {
        // Nothing is held: each page takes a session from the pool.
    }

    private NpgsqlBatchCommand Stand(RowStoreState state, bool parkingChanged)
    {
        var hash = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(hash, state.Hash);
        var command = new NpgsqlBatchCommand(sql.Verb("stand_view"));
        command.Parameters.Add(EventReader.Value(View));
        command.Parameters.Add(EventReader.Value(Number));
        command.Parameters.Add(EventReader.Value(owner.Epoch));
        command.Parameters.Add(EventReader.Value(_state.Checkpoint.Value));
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

    private void Fetch(NpgsqlConnection connection, List<byte[]> keys)
    {
        using var command = new NpgsqlCommand(
            $"select key, row from {names.Main(Role)} where key = any ($1)", connection);
        command.Parameters.Add(EventReader.Value(keys.ToArray()));
        using var reader = command.ExecuteReader();
        while (reader.Read()) _before[reader.GetFieldValue<byte[]>(0)] = reader.GetFieldValue<byte[]>(1);
    }

    private byte[]? ReadStored(byte[] key)
    {
        byte[]? row = null;
        Use(connection => row = StoredRows.Read(connection, names.Main(Role), key));
        return row;
    }

    /// <exception cref="ViewStorageException">The server fails or refuses; the events are not to blame.</exception>
    private void Use(Action<NpgsqlConnection> work)
    {
        try
        {
            using var connection = database.OpenConnection();
            work(connection);
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException or IOException)
        {
            throw new ViewStorageException($"The tables of the view {View} cannot be used now: {failure.Message}", failure);
        }
    }
}
