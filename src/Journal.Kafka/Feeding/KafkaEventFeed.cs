using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Confluent.Kafka;
using Docket.Journal.Kafka.Connecting;
using Docket.Journal.Kafka.JournalTopic;
using Docket.Journal.Outbox;
using Docket.Journal.Projections.Feeding;
using Docket.Journal.Serialization;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.Kafka.Feeding;

/// <summary>Feeds a view with one owner from the journal's topic, in the journal's own order.</summary>
/// <remarks>
/// A view that begins, and a topic that still holds everything: the topic is read from its beginning. Any other view is
/// brought level from the journal first, and then follows the topic from where it ended before the journal was read, so
/// that nothing falls between the two; what comes twice is told by its position.
/// </remarks>
/// <param name="options">Where from.</param>
/// <param name="store">The journal, for what the topic does not hold.</param>
/// <param name="codec">Decodes what the topic holds.</param>
/// <param name="logger">Hears what the client says.</param>
public sealed class KafkaEventFeed(KafkaOptions options, IEventStore store, EventCodec codec, ILogger logger) : IEventFeed
{
    // Not for long: whoever ends the view waits for this too, and asking again is the runner's business.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Clients _clients = new(options, logger);

    /// <inheritdoc/>
    public bool HoldsHistory => true;

    /// <inheritdoc/>
    public async IAsyncEnumerable<EventPage> FollowAsync(
        string view, Position after, EventFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = _clients.NewReader(options.GroupPrefix + view);
        var ends = await Task.Run(
            () => TopicEnds.ReadAll(reader, options.JournalTopic, OutboxPartitions.Count, Patience), cancellationToken);
        var holdsAll = after == Position.Start && ends.All(end => end.Low == 0);
        if (!holdsAll)
        {
            await foreach (var page in store.ReadAllAsync(after, filter, cancellationToken))
            {
                after = page.Through;
                yield return page;
            }
        }

        var offsets = ends.Select(end => holdsAll ? end.Low : end.High).ToList();
        var reading = new OrderedReading(reader, options, offsets, after, filter, codec);
        await foreach (var page in PagesAsync(reading, cancellationToken))
        {
            yield return page.Page;
            reading.Store(page);
        }
    }

    /// <summary>Reads on a thread of its own, for the client's calls block; a page ahead of whoever applies them.</summary>
    private static async IAsyncEnumerable<OrderedPage> PagesAsync(
        OrderedReading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pages = Channel.CreateBounded<OrderedPage>(1);
        var pump = Task.Factory.StartNew(
            () => Pump(reading, pages.Writer, ended.Token), CancellationToken.None, TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        try
        {
            await foreach (var page in pages.Reader.ReadAllAsync(cancellationToken)) yield return page;
        }
        finally
        {
            await ended.CancelAsync();
            await pump;
        }
    }

    private static void Pump(OrderedReading reading, ChannelWriter<OrderedPage> pages, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var page = reading.Next(cancellationToken);
                if (!pages.TryWrite(page)) pages.WriteAsync(page, cancellationToken).AsTask().GetAwaiter().GetResult();
            }
        }
        catch (Exception ended)
        {
            // Whoever reads the pages hears of it; one that was cancelled is not listening any more.
            pages.Complete(ended);
        }
    }
}
