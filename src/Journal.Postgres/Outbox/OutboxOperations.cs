using Docket.Journal.Postgres.Reading;
using Docket.Journal.Store;
using Npgsql;
using NpgsqlTypes;

namespace Docket.Journal.Postgres.Outbox;

/// <summary>What an operator sees of the outbox and can do about it, from any process.</summary>
public sealed class OutboxOperations
{
    private readonly NpgsqlDataSource _database;
    private readonly SqlText _sql;

    /// <summary>Operations on the outbox in this schema.</summary>
    public OutboxOperations(NpgsqlDataSource database, string schema) =>
        (_database, _sql) = (database, new SqlText(schema));

    /// <summary>The partitions that wait for a refused event, the longest first.</summary>
    public async Task<IReadOnlyList<StalledPartition>> ListStalledAsync(CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(_sql.Verb("list_stalled"));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var stalled = new List<StalledPartition>();
        while (await reader.ReadAsync(cancellationToken))
            stalled.Add(new StalledPartition(
                reader.GetInt16(0), new Position(reader.GetInt64(1)), reader.GetFieldValue<DateTimeOffset>(2),
                reader.GetInt32(3), reader.GetString(4), reader.GetGuid(5), reader.GetString(6), reader.GetString(7),
                reader.GetString(8)));
        return stalled;
    }

    /// <summary>
    /// Leaves a refused event out for good, with a trace in <c>docket.outbox_skipped</c>; its partition goes on at its
    /// next try. Consumers never hear of the event.
    /// </summary>
    /// <returns>False where no partition waits for this event.</returns>
    public async Task<bool> SkipAsync(Position refused, string who, string why, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(who);
        ArgumentException.ThrowIfNullOrWhiteSpace(why);
        await using var command = _database.CreateCommand(_sql.Verb("skip_outbox"));
        command.Parameters.Add(EventReader.Value(refused.Value));
        command.Parameters.Add(new NpgsqlParameter { Value = who, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter { Value = why, NpgsqlDbType = NpgsqlDbType.Text });
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>
    /// Drops the change stream's replication slot, for a relay that went back to polling: as long as it is there without
    /// a reader, the server keeps WAL for it.
    /// </summary>
    /// <param name="slotName">As in the relay's options; null for the default.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task DropSlotAsync(string? slotName, CancellationToken cancellationToken) =>
        new OutboxSlot(_database, _sql, slotName).DropAsync(cancellationToken);
}
