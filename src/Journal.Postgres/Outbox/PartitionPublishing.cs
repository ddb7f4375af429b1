using Docket.Journal.Outbox;
using Docket.Journal.Postgres.Leasing;
using Docket.Journal.Store;
using Npgsql;

namespace Docket.Journal.Postgres.Outbox;

/// <summary>Publishes the next events of one partition and says what became of them.</summary>
internal sealed class PartitionPublishing(RelayParts parts)
{
    /// <summary>Publishes what it can.</summary>
    public async Task<Published> RunAsync(
        PartitionFlow flow, List<OutgoingEvent> events, Position? watermark, CancellationToken cancellationToken)
    {
        var answer = await TryAsync(flow, events, watermark, cancellationToken);
        if (answer is null) return new Published(flow, flow.Cursor, 0, Whole: false);
        if (answer.Refusal is { } reason)
        {
            await RefusedAsync(flow, events[answer.Acknowledged], reason, cancellationToken);
            var through = answer.Acknowledged == 0 ? flow.Cursor : events[answer.Acknowledged - 1].Position;
            return new Published(flow, through, answer.Acknowledged, Whole: false);
        }

        flow.Flowed(watermark);
        parts.Meter.Flowing(flow.Partition);
        return new Published(flow, watermark ?? events[^1].Position, events.Count, Whole: true);
    }

    /// <summary>Nothing more is published under this lease.</summary>
    public void Lost(PartitionFlow flow)
    {
        if (flow.Owned.Lost) return;
        flow.Owned.Lost = true;
        parts.Logger.PartitionLost(flow.Partition, flow.Epoch);
    }

    private async Task<PublishAnswer?> TryAsync(
        PartitionFlow flow, List<OutgoingEvent> events, Position? watermark, CancellationToken cancellationToken)
    {
        try
        {
            if (!flow.Owned.Holds(parts.Options.LeaseLength, parts.Clock))
                throw new TimeoutException("The lease was not renewed in time.");
            if (!flow.TakenOver)
            {
                await parts.Publisher.TakeOverAsync(flow.Partition, flow.Epoch, cancellationToken);
                flow.TakenOver = true;
            }

            return await parts.Publisher.PublishAsync(
                new PublishBatch(flow.Partition, flow.Epoch, events, watermark), cancellationToken);
        }
        catch (StaleEpochException)
        {
            Lost(flow);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever a publisher throws, its partition waits and the others go on.
            parts.Meter.Refused(flow.Partition);
            parts.Logger.PublishingFailed(flow.Partition, flow.Cursor.Value, flow.Pause(parts.Options), failure);
        }

        return null;
    }

    private async Task RefusedAsync(
        PartitionFlow flow, OutgoingEvent refused, string reason, CancellationToken cancellationToken)
    {
        parts.Meter.Refused(flow.Partition);
        parts.Logger.EventRefused(flow.Partition, refused.Position.Value, reason, flow.Pause(parts.Options));
        try
        {
            await parts.Table.StallAsync(flow, refused.Position, reason, cancellationToken);
        }
        catch (PostgresException lost) when (lost.SqlState == PostgresLeases.LostLeaseState)
        {
            Lost(flow);
        }
    }
}
