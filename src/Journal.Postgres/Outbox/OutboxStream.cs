using Docket.Journal.Postgres.Changes;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;
using Npgsql;
using Npgsql.Replication;
using NpgsqlTypes;

namespace Docket.Journal.Postgres.Outbox;

/// <summary>
/// Follows the replication slot and hands decoded rows to the lanes. It brings news and is not relied on: where a
/// partition goes on is written in the database, and while there is no stream the lanes ask the table.
/// </summary>
internal sealed class OutboxStream(
    OutboxSlot slot, OutboxTable table, SqlText sql, OutboxRelayOptions options,
    (TimeProvider Clock, ILogger Logger) host)
{
    private static readonly TimeSpan ConfirmInterval = TimeSpan.FromSeconds(1);
    private readonly Doorbell _allowed = new();
    private CancellationTokenSource? _following;
    private volatile bool _mayFollow;
    private volatile StreamSession? _current;

    /// <summary>The stream as it runs now; null where the table has to be asked.</summary>
    public StreamSession? Current => _current;

    /// <summary>Called when the stream starts, ends or brings something.</summary>
    public Action Changed { get; set; } = () => { };

    /// <summary>Whether this relay is the one that has the slot.</summary>
    public void Allow(bool allowed)
    {
        if (_mayFollow == allowed) return;
        _mayFollow = allowed;
        if (allowed) _allowed.Ring();
        else Volatile.Read(ref _following)?.Cancel();
    }

    /// <summary>Follows whenever allowed, until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            while (!_mayFollow) await _allowed.WaitAsync(options.PollInterval, host.Clock, cancellationToken);
            using var turn = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Volatile.Write(ref _following, turn);
            try
            {
                await FollowAsync(turn.Token);
            }
            catch (Exception failure)
            {
                // Whatever it is, the lanes ask the table meanwhile.
                cancellationToken.ThrowIfCancellationRequested();
                host.Logger.StreamLost(slot.Name ?? "", failure);
            }
            finally
            {
                Volatile.Write(ref _following, null);
                _current = null;
                Changed();
            }

            await Task.Delay(options.RetryPauseMin, host.Clock, cancellationToken);
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            Pooling = false,
            ApplicationName = "docket relay stream",
        };
        await using var connection = new LogicalReplicationConnection(settings.ConnectionString)
        {
            WalReceiverStatusInterval = ConfirmInterval,
        };
        await connection.Open(cancellationToken);
        await slot.PrepareAsync(connection, host.Logger, cancellationToken);

        // The slot is there, so whatever is committed from now on comes through it.
        var session = new StreamSession(await table.HeadAsync(cancellationToken), options.Lanes);
        var name = await slot.NameAsync(cancellationToken);
        host.Logger.StreamOpened(name);
        _current = session;
        Changed();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var confirming = ConfirmAsync(connection, session, ended.Token);
        try
        {
            await DecodeAsync(connection, session, name, cancellationToken);
        }
        finally
        {
            await ended.CancelAsync();
            await confirming.ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }

    private async Task DecodeAsync(
        LogicalReplicationConnection connection, StreamSession session, string name,
        CancellationToken cancellationToken)
    {
        await using var messages = SlotMessages.Start(connection, name, sql.OutboxPublication, cancellationToken);
        var rows = new StreamRows(options.Lanes);
        for (; ; messages.Advance())
        {
            // What has arrived goes on together; when the next message is still to come, nothing waits for it.
            if (rows.IsFull || (rows.HasNews && !messages.Next.IsCompleted))
            {
                await session.SendAsync(rows.Take(), cancellationToken);
                Changed();
            }

            if (!await messages.Next) return;
            await rows.AddAsync(messages.Current, cancellationToken);
        }
    }

    /// <summary>
    /// Tells the server how far all lanes have come. While nothing concerns the outbox it goes forward with the server's
    /// own messages, or WAL of other tables would be kept for ever; only up to where it had come one interval ago, so that
    /// nothing can be on its way to us.
    /// </summary>
    private async Task ConfirmAsync(
        LogicalReplicationConnection connection, StreamSession session, CancellationToken cancellationToken)
    {
        var (former, quiet) = (default(NpgsqlLogSequenceNumber), default(NpgsqlLogSequenceNumber));
        while (true)
        {
            await Task.Delay(ConfirmInterval, host.Clock, cancellationToken);
            var confirmed = session.Confirmed;
            if (confirmed == former && session.IsIdle && quiet > confirmed) confirmed = quiet;
            else former = confirmed;
            quiet = connection.LastReceivedLsn;
            if (confirmed > connection.LastFlushedLsn) connection.SetReplicationStatus(confirmed);
        }
    }
}
