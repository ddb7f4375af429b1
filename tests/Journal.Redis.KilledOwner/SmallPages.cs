using System.Runtime.CompilerServices;
using Docket.Journal.Projections.Feeding;
using Docket.Journal.Store;

namespace Docket.Journal.Redis.KilledOwner;

/// <summary>A journal in pages of so many events, so that there are many moments to be killed in.</summary>
internal sealed class SmallPages(IEventStore store, int events) : IEventFeed
{
    public async IAsyncEnumerable<EventPage> FollowAsync(
        string view, Position after, EventFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in store.ReadAllAsync(after, filter, cancellationToken))
            foreach (var some in page.Events.Chunk(events)) yield return new EventPage(some, some[^1].Position);
        await store.WaitForAppendAsync(store.Head, cancellationToken);
    }
}
