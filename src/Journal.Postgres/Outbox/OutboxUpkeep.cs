using Docket.Journal.Leasing;
using Docket.Journal.Postgres.Connecting;
using Docket.Journal.Postgres.Leasing;
using Docket.Journal.Postgres.Reading;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Docket.Journal.Postgres.Outbox;

/// <summary>Deletes rows that were published long ago, in small steps, and measures backlog and slot.</summary>
internal sealed class OutboxUpkeep(
    NpgsqlDataSource database, SqlText sql, OutboxSlot slot, RelayMembership membership,
    (OutboxRelayOptions Options, RelayMeter Meter, TimeProvider Clock, ILogger Logger) host)
{
    /// <summary>One relay deletes; several would only wait for each other.</summary>
    private const string PruneLease = "relay-retention";

    private readonly PostgresLeases _leases = new(database, host.Options.Schema);
    private Lease? _lease;
    private bool _toldOfSlot;

    /// <summary>Deletes now and then, until cancelled.</summary>
    public Task PruneAsync(CancellationToken cancellationToken) => host.Options.KeepPublished == TimeSpan.Zero
        ? Task.CompletedTask
        : RepeatAsync(host.Options.PruneInterval, PruneOnceAsync, cancellationToken);

    /// <summary>Measures now and then, until cancelled.</summary>
    public Task MeasureAsync(CancellationToken cancellationToken) =>
        RepeatAsync(host.Options.MeasureInterval, MeasureOnceAsync, cancellationToken);

    /// <summary>Gives back the right to delete.</summary>
    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        if (_lease is not null) await _leases.ReleaseAsync(_lease, cancellationToken);
    }

    private async Task RepeatAsync(
        TimeSpan interval, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await work(cancellationToken);
            }
            catch (Exception failure) when (Faults.OfDatabase(failure))
            {
                host.Logger.UpkeepFailed(failure);
            }

            await Task.Delay(interval, host.Clock, cancellationToken);
        }
    }

    private async Task PruneOnceAsync(CancellationToken cancellationToken)
    {
        // Long enough to be still ours at the next round.
        var length = host.Options.PruneInterval * 2 + host.Options.LeaseLength;
        _lease = await _leases.TryTakeAsync(PruneLease, membership.Owner, length, cancellationToken);
        if (_lease is null) return;
        var (after, deleted) = (Position.Start, 0L);
        while (await StepAsync(after, cancellationToken) is var (through, gone, young) && through is not null)
        {
            deleted += gone;
            if (gone == 0 && young) break;
            after = through.Value;
        }

        if (deleted > 0) host.Logger.OutboxPruned(deleted);
    }

    private async Task<(Position? Through, long Gone, bool Young)> StepAsync(
        Position after, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql.Verb("prune_outbox"));
        command.Parameters.Add(EventReader.Value(after.Value));
        command.Parameters.Add(EventReader.Value((long)host.Options.PruneRowsMax));
        command.Parameters.Add(EventReader.Value(host.Options.KeepPublished));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.IsDBNull(0) ? null : new Position(reader.GetInt64(0)), reader.GetInt64(1), reader.GetBoolean(2));
    }

    private async Task MeasureOnceAsync(CancellationToken cancellationToken)
    {
        await using (var command = database.CreateCommand(sql.Verb("outbox_backlog")))
        {
            command.Parameters.Add(
                EventReader.Value(membership.Owned.Select(owned => (short)owned.Partition).ToArray()));
            var counted = new List<(int, long, double)>();
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                counted.Add((reader.GetInt16(0), reader.GetInt64(1), reader.IsDBNull(2) ? 0 : reader.GetDouble(2)));
            host.Meter.Backlog(counted);
        }

        var state = await slot.StateAsync(cancellationToken);
        host.Meter.Slot(state?.LagBytes);
        var idle = state is { IsRead: false } && host.Options.Engine == RelayEngine.Polling;
        if (idle && !_toldOfSlot) host.Logger.SlotIdle(await slot.NameAsync(cancellationToken), state!.LagBytes);
        _toldOfSlot = idle;
    }
}
