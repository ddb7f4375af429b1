using System.Data;
using Docket.Journal.Projections.Rows;
using Npgsql;

namespace Docket.Journal.Postgres.Views;

/// <summary>The generation that serves as one transaction sees it, while its owner goes on writing.</summary>
internal sealed class CheckedRows : IRowStore
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _seen;
    private readonly string _table;

    private CheckedRows(NpgsqlConnection connection, NpgsqlTransaction seen, string table, RowStoreState state) =>
        (_connection, _seen, _table, State) = (connection, seen, table, state);

    public RowStoreState State { get; }

    /// <summary>Opens it; null where nothing is kept.</summary>
    /// <exception cref="InvalidDataException">It is of another schema, or the server fails.</exception>
    public static CheckedRows? Open(NpgsqlDataSource database, SqlText sql, ViewNames names, int schemaVersion)
    {
        NpgsqlConnection? connection = null;
        try
        {
            connection = database.OpenConnection();
            var seen = connection.BeginTransaction(IsolationLevel.RepeatableRead);
            var found = Generation.Find(connection, sql, names.Tables.View, GenerationRole.Serving);
            if (found is { } serving && serving.SchemaVersion == schemaVersion)
                return new CheckedRows(connection, seen, names.Main(GenerationRole.Serving), serving.State);
            connection.Dispose();
            return found is null
                ? null
                : throw new InvalidDataException($"its rows are of schema {found.SchemaVersion}, not {schemaVersion}");
        }
        catch (NpgsqlException failure)
        {
            connection?.Dispose();
            throw new InvalidDataException(failure.Message, failure);
        }
    }

    public byte[]? Read(ReadOnlySpan<byte> key) => StoredRows.Read(_connection, _table, key.ToArray());

    public void Commit(RowBatch batch) => throw new InvalidOperationException("It is being checked.");

    public void Scan(RowVisitor visit) => StoredRows.Scan(_connection, _table, visit);

    public void Dispose()
    {
        _seen.Dispose();
        _connection.Dispose();
    }
}
