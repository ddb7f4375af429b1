using Docket.Journal.Postgres.Reading;
using Microsoft.Extensions.Logging;
using Npgsql;
using Npgsql.Replication;
using Npgsql.Replication.PgOutput;

namespace Docket.Journal.Postgres.Outbox;

/// <summary>The replication slot of the change stream. While it is there, the server keeps WAL for it.</summary>
internal sealed class OutboxSlot(NpgsqlDataSource database, SqlText sql, string? named)
{
    /// <summary>The server has thrown away WAL that the slot's reader had not read.</summary>
    private const string GivenUp = "lost";

    private string? _name = named;

    /// <summary>What it is called.</summary>
    public async Task<string> NameAsync(CancellationToken cancellationToken)
    {
        if (_name is not null) return _name;
        await using var command = database.CreateCommand(sql.Verb("slot_name"));
        return _name = (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>How it stands; null where there is none.</summary>
    public async Task<SlotState?> StateAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql.Verb("slot_state"));
        command.Parameters.Add(EventReader.Value(await NameAsync(cancellationToken)));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) return null;
        return new SlotState(
            !reader.IsDBNull(0), !reader.IsDBNull(1) && reader.GetString(1) == GivenUp,
            reader.IsDBNull(2) ? 0 : reader.GetInt64(2));
    }

    /// <summary>Makes it where it is missing or of no more use, and ends a former owner's session on it.</summary>
    public async Task PrepareAsync(
        LogicalReplicationConnection connection, ILogger logger, CancellationToken cancellationToken)
    {
        var name = await NameAsync(cancellationToken);
        var state = await StateAsync(cancellationToken);
        if (state is { GivenUp: true })
        {
            logger.SlotGivenUp(name);
            await RunAsync("drop_slot", cancellationToken);
            state = null;
        }

        if (state is null)
            await connection.CreatePgOutputReplicationSlot(
                name, slotSnapshotInitMode: LogicalSlotSnapshotInitMode.NoExport,
                cancellationToken: cancellationToken);
        else if (state.IsRead)
            await RunAsync("end_slot_session", cancellationToken);
    }

    /// <summary>Removes it: the server keeps no more WAL for it.</summary>
    public async Task DropAsync(CancellationToken cancellationToken)
    {
        await RunAsync("end_slot_session", cancellationToken);
        await RunAsync("drop_slot", cancellationToken);
    }

    private async Task RunAsync(string verb, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql.Verb(verb));
        command.Parameters.Add(EventReader.Value(await NameAsync(cancellationToken)));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

/// <summary>How a replication slot stands.</summary>
/// <param name="IsRead">A session reads it.</param>
/// <param name="GivenUp">The server has thrown away what the reader had not read.</param>
/// <param name="LagBytes">WAL behind what was confirmed.</param>
internal sealed record SlotState(bool IsRead, bool GivenUp, long LagBytes);
