using Docket.Journal.Postgres.Connecting;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Npgsql;

namespace Docket.Journal.Postgres.Views;

/// <summary>Rows that another process writes, to be read only.</summary>
internal sealed class FollowedRows(
    NpgsqlDataSource database, SqlText sql, ViewNames names, GenerationRole role, RowStoreState atFirst) : IRowStore
{
    /// <summary>The newest, or the last one known where the server cannot be asked now.</summary>
    public RowStoreState State
    {
        get
        {
            try
            {
                using var connection = database.OpenConnection();
                return Generation.Find(connection, sql, names.Tables.View, role)?.State ?? atFirst;
            }
            catch (Exception failure) when (Faults.OfDatabase(failure))
            {
                return atFirst;
            }
        }
    }

    public bool IsShared => true;

    public byte[]? Read(ReadOnlySpan<byte> key)
    {
        using var connection = database.OpenConnection();
        return StoredRows.Read(connection, names.Main(role), key.ToArray());
    }

    public void Commit(RowBatch batch) => throw new ViewNotOwnedException(names.Tables.View);

    public void Scan(RowVisitor visit)
    {
        using var connection = database.OpenConnection();
        StoredRows.Scan(connection, names.Main(role), visit);
    }

    public void Dispose()
    {
        // Nothing is held.
    }
}
