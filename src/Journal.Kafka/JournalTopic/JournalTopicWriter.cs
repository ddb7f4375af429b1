using Docket.Journal.Kafka.Connecting;
using Docket.Journal.Leasing;
using Docket.Journal.Outbox;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.Kafka.JournalTopic;

/// <summary>Carries the journal into its topic, in any number of processes: one of them writes, the others stand by.</summary>
/// <remarks>
/// Where it goes on is read from the topic's own end, so nothing else need be kept. A former writer that does not know
/// yet that it is one can only repeat events, and readers drop repeats by their positions.
/// </remarks>
/// <param name="options">Where to.</param>
/// <param name="store">Where from.</param>
/// <param name="leases">Say whose turn it is.</param>
/// <param name="owner">Names this process, and no other one.</param>
/// <param name="clock">Times renewals and pauses.</param>
/// <param name="logger">Hears who writes from where.</param>
public sealed class JournalTopicWriter(
    KafkaOptions options, IEventStore store, ILeases leases, string owner, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly Clients _clients = new(options, logger);

    /// <summary>The name of the lease that its writer holds.</summary>
    public string LeaseName => $"kafka/{options.JournalTopic}";

    /// <summary>Why it last had to begin anew; null once it writes again, or another process does.</summary>
    public string? Failure { get; private set; }

    /// <summary>Writes, or waits for its turn, until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (await HeldLease.TryTakeAsync(leases, LeaseName, owner, clock, cancellationToken) is { } held)
                {
                    await using (held) await WriteAsync(held, cancellationToken);
                    Log.JournalWritingLost(logger, options.JournalTopic);
                }

                (pause, Failure) = (FirstPause, null);
                await Task.Delay(HeldLease.RenewInterval, clock, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                Failure = failure.Message;
                Log.JournalWritingFailed(logger, options.JournalTopic, pause, failure);
                await Task.Delay(pause, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    private async Task WriteAsync(HeldLease held, CancellationToken cancellationToken)
    {
        using var ours = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, held.Lost);
        try
        {
            var from = await Task.Run(() => ReadEnd(ours.Token), ours.Token);
            Log.WritingJournal(logger, options.JournalTopic, from.Value, held.Lease.Epoch);
            using var session = new JournalTopicSession(_clients, options, clock, from);
            Failure = null;
            await session.RunAsync(store, ours.Token);
        }
        catch (OperationCanceledException) when (held.Lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // Another process's turn: stand by.
        }
    }

    private Position ReadEnd(CancellationToken cancellationToken)
    {
        using var reader = _clients.NewReader($"{options.GroupPrefix}writer");
        var from = JournalTopicTail.ReadComplete(reader, options.JournalTopic, OutboxPartitions.Count, cancellationToken);
        if (from > store.Head)
            throw new InvalidDataException(
                $"The topic {options.JournalTopic} goes to position {from} and the journal only to {store.Head}: it "
                + "belongs to another journal. Delete it, or name another topic.");
        return from;
    }
}
