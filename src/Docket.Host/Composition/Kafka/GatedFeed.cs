using System.Runtime.CompilerServices;
using Docket.Journal.Projections.Feeding;
using Docket.Journal.Store;

namespace Docket.Host.Composition.Kafka;

/// <summary>A feed that begins once the topics are as they must be.</summary>
internal sealed class GatedFeed(IEventFeed feed, TopicGate gate) : IEventFeed
{
    /// <summary>Nobody waits for a broker with a rebuild: the journal is there.</summary>
    public bool HoldsHistory => gate.IsOpen && feed.HoldsHistory;

    public async IAsyncEnumerable<EventPage> FollowAsync(
        string view, Position after, EventFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await gate.PassAsync(cancellationToken);
        await foreach (var page in feed.FollowAsync(view, after, filter, cancellationToken)) yield return page;
    }
}
