using Docket.Journal.Kafka.Connecting;
using Docket.Journal.Projections.Feeding;
using Docket.Journal.Serialization;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.Kafka.Groups;

/// <summary>Feeds a view from the journal's topic as one member of the view's consumer group: partitions are shared out.</summary>
/// <remarks>
/// A partition's events come in their order. What was applied, and how far, is kept by the sink; the group's offsets are
/// committed after that, for whoever watches them. A slow sink makes the partition pause.
/// </remarks>
/// <param name="options">Where from.</param>
/// <param name="store">The journal, for what the topic does not hold any more.</param>
/// <param name="codec">Decodes events.</param>
/// <param name="clock">Times pauses.</param>
/// <param name="logger">Hears which partitions come and go.</param>
public sealed class GroupFeed(
    KafkaOptions options, IEventStore store, EventCodec codec, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Clients _clients = new(options, logger);

    /// <summary>Takes part in the view's group until cancelled.</summary>
    /// <param name="view">The view's name: its group is called after it.</param>
    /// <param name="filter">The events it wants.</param>
    /// <param name="sink">Applies them.</param>
    /// <param name="cancellationToken">Leaves the group, after the batches in hand.</param>
    public async Task RunAsync(
        string view, EventFilter filter, IPartitionSink sink, CancellationToken cancellationToken)
    {
        var work = new GroupWork(
            options.GroupPrefix + view, options.JournalTopic, sink, store, filter, codec, clock, logger);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                // A thread of its own, for the client's calls block.
                await Task.Factory.StartNew(
                    () => new GroupMember(_clients, work, options.PartitionEventsMax).Run(cancellationToken),
                    CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            }
            catch (Exception failure)
            {
                Log.MemberFailed(logger, work.Group, Pause, failure);
                await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
