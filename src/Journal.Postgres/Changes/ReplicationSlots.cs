using Docket.Journal.Postgres.Reading;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Docket.Journal.Postgres.Changes;

/// <summary>A slot by its name.</summary>
internal sealed record ReplicationSlotOf(string Name, bool Exists);

/// <summary>The slots of views' changes.</summary>
internal static class ReplicationSlots
{
    /// <summary>The slot of a view. One whose write-ahead log the server had to remove is of no use, and is
    /// dropped.</summary>
    public static async ValueTask<ReplicationSlotOf> PrepareAsync(
        PostgresStoreOptions options, SqlText sql, string view, ILogger logger, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(options.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        var (name, exists, isLost) = await FindAsync(connection, sql, view, options.Schema, cancellationToken);
        if (!isLost) return new ReplicationSlotOf(name, exists);
        await using var drop = new NpgsqlCommand(sql.Verb("drop_slot"), connection);
        drop.Parameters.Add(EventReader.Value(name));
        await drop.ExecuteNonQueryAsync(cancellationToken);
        logger.SlotDropped(name);
        return new ReplicationSlotOf(name, Exists: false);
    }

    private static async ValueTask<(string Name, bool Exists, bool IsLost)> FindAsync(
        NpgsqlConnection connection, SqlText sql, string view, string schema, CancellationToken cancellationToken)
    {
        await using var find = new NpgsqlCommand(sql.Verb("find_slot"), connection);
        find.Parameters.Add(EventReader.Value(schema));
        find.Parameters.Add(EventReader.Value(view.Replace('-', '_')));
        await using var row = await find.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return (row.GetString(0), row.GetBoolean(1), row.GetBoolean(2));
    }
}
