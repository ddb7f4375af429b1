using System.Runtime.CompilerServices;
using Docket.Journal.Projections.Feeding;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.Projections.Running;

/// <summary>Where a shadow's events come from: the feed that still holds the beginning, or the journal.</summary>
/// <remarks>
/// Both give positions without gaps after the one that is asked for, so where the one ends the other goes on, and no event
/// is left out or given twice.
/// </remarks>
internal sealed class RebuildPages(
    View view, IEventStore store, IViewStorage storage, IEventFeed? feed, ILogger logger)
{
    /// <summary>Everything after a position, up to where the journal stood when it was asked for.</summary>
    /// <param name="after">Where the shadow stands; only one that begins is worth the feed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public IAsyncEnumerable<EventPage> After(Position after, CancellationToken cancellationToken)
    {
        var pages = after == Position.Start && feed is { HoldsHistory: true } history
            ? HistoryAsync(history, store.Head, cancellationToken)
            : store.ReadAllAsync(after, view.Filter, cancellationToken);
        return storage.EventsPerCommit > 0 ? pages.GatherAsync(storage.EventsPerCommit, cancellationToken) : pages;
    }

    private async IAsyncEnumerable<EventPage> HistoryAsync(
        IEventFeed history, Position to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var at = Position.Start;
        await using (var pages = history.FollowAsync($"{view.Name}.rebuild", at, view.Filter, cancellationToken)
            .GetAsyncEnumerator(cancellationToken))
        {
            while (at < to && await HasNextAsync(pages, at))
            {
                if (pages.Current.Through <= at) continue;
                at = pages.Current.Through;
                yield return pages.Current;
            }
        }

        if (at >= to) yield break;
        await foreach (var page in store.ReadAllAsync(at, view.Filter, cancellationToken)) yield return page;
    }

    /// <summary>False where the feed fails: what it has not given is in the journal.</summary>
    private async ValueTask<bool> HasNextAsync(IAsyncEnumerator<EventPage> pages, Position at)
    {
        try
        {
            return await pages.MoveNextAsync();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.RebuildFromJournal(logger, failure, view.Name, at.Value);
            return false;
        }
    }
}
