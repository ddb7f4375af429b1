using System.Runtime.CompilerServices;
using Docket.Journal.Store;

namespace Docket.Journal.Projections.Feeding;

/// <summary>Reads the journal up to its head, sleeps until its signal, and reads on.</summary>
/// <param name="store">The journal.</param>
/// <param name="eventsPerCommit">Pages are put together to so many events while a view is far behind; 0 leaves them
/// as
/// they come.</param>
public sealed class JournalFeed(IEventStore store, int eventsPerCommit) : IEventFeed
{
    /// <summary>Nothing is remembered of who reads.</summary>
    public bool MayBeReadAhead => true;

    /// <inheritdoc/>
    public async IAsyncEnumerable<EventPage> FollowAsync(
        string view, Position after, EventFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            await foreach (var page in Pages(after, filter, cancellationToken))
            {
                after = page.Through;
                yield return page;
            }

            await store.WaitForAppendAsync(after, cancellationToken);
            yield return new EventPage([], after);
        }
    }

    private IAsyncEnumerable<EventPage> Pages(Position after, EventFilter filter, CancellationToken cancellationToken)
    {
        var pages = store.ReadAllAsync(after, filter, cancellationToken);
        var isFarBehind = eventsPerCommit > 0 && store.Head.Value - after.Value > eventsPerCommit;
        return isFarBehind ? pages.GatherAsync(eventsPerCommit, cancellationToken) : pages;
    }
}
