using System.Runtime.CompilerServices;
using Docket.Journal.Store;

namespace Docket.Journal.Feed;

/// <summary>Reads the journal from a position, catches up, and goes on with what is appended; never polls.</summary>
public static class EventFeed
{
    /// <summary>Yields pages for ever, until cancelled. The same code reads history and the live tail, so nothing falls between them.</summary>
    /// <param name="store">Where from.</param>
    /// <param name="after">The last position seen.</param>
    /// <param name="filter">Which events; the pages' <see cref="EventPage.Through"/> moves past the others too.</param>
    /// <param name="cancellationToken">Ends the feed.</param>
    public static async IAsyncEnumerable<EventPage> SubscribeAsync(
        this IEventStore store, Position after, EventFilter filter,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            await foreach (var page in store.ReadAllAsync(after, filter, cancellationToken))
            {
                after = page.Through;
                yield return page;
            }

            await store.WaitForAppendAsync(after, cancellationToken);
        }
    }

    /// <summary>Yields the journal up to its head of now with every payload decoded, pages decoded side by side and given out in order.</summary>
    /// <param name="store">Where from.</param>
    /// <param name="after">The last position seen.</param>
    /// <param name="filter">Which events; what it leaves out is not decoded.</param>
    /// <param name="degree">Pages decoded at a time, 1 or more.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async IAsyncEnumerable<EventPage> ReplayAsync(
        this IEventStore store, Position after, EventFilter filter, int degree,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degree, 1);
        var underWay = new Queue<Task<EventPage>>(degree);
        await using var pages = store.ReadAllAsync(after, filter, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var more = true;
        while (true)
        {
            while (more && underWay.Count < degree && (more = await pages.MoveNextAsync()))
            {
                var page = pages.Current;
                underWay.Enqueue(Task.Run(() => Decoded(page), cancellationToken));
            }

            if (!underWay.TryDequeue(out var next)) yield break;
            yield return await next;
        }
    }

    private static EventPage Decoded(EventPage page)
    {
        foreach (var recorded in page.Events) _ = recorded.Payload;
        return page;
    }
}
