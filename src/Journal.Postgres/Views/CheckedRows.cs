using System.Data;
using Docket.Journal.Projections.Rows;
using Npgsql;

namespace Docket.Journal.Postgres.Views;

/// <summary>The generation that serves as one transaction sees it, while its owner goes on writing.</summary>
internal sealed class CheckedRows : ICheckedRows
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _seen;
    private readonly ViewNames _names;

    private CheckedRows(NpgsqlConnection connection, NpgsqlTransaction seen, ViewNames names, RowStoreState state) =>
        (_connection, _seen, _names, State) = (connection, seen, names, state);

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
                return new CheckedRows(connection, seen, names, serving.State);
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

    public byte[]? Read(ReadOnlySpan<byte> key) => StoredRows.Read(_connection, Table, key.ToArray());

    public void Commit(RowBatch batch) => throw new InvalidOperationException("It is being checked.");

    public void Scan(RowVisitor visit) => StoredRows.Scan(_connection, Table, visit);

    public IReadOnlyList<ShownFault> FindFaults(IRowStore right, int faultsMax)
    {
        try
        {
            var faults = new ShownColumns(_connection, _names, GenerationRole.Serving).Find(right, faultsMax);
            var totals = new TotalTables(_connection, _names, GenerationRole.Serving);
            if (!totals.Any || IsStandby()) return faults;
            totals.Make(right);
            return [.. faults, .. totals.Find()];
        }
        catch (NpgsqlException failure)
        {
            throw new InvalidDataException(failure.Message, failure);
        }
    }

    public void Dispose()
    {
        _seen.Dispose();
        _connection.Dispose();
    }

    private string Table => _names.Main(GenerationRole.Serving);

    // A standby has no room for temporary tables; what it shows is what its primary shows.
    private bool IsStandby()
    {
        using var command = new NpgsqlCommand("select pg_is_in_recovery()", _connection);
        return (bool)command.ExecuteScalar()!;
    }
}
