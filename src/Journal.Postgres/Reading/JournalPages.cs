using System.Runtime.CompilerServices;
using Docket.Journal.Postgres.Connecting;
using Docket.Journal.Store;

namespace Docket.Journal.Postgres.Reading;

/// <summary>Reads the journal in pages; the next one is fetched while the last one is used.</summary>
/// <remarks>
/// No gap is waited for and none is skipped, because there is none: a position is assigned and committed under one lock,
/// so whoever sees a position sees every one before it, on a standby too. A hole would be damage, and is reported.
/// </remarks>
internal sealed class JournalPages(EventReader reader, int pageEventsMax)
{
    public async IAsyncEnumerable<EventPage> ReadAsync(
        Position after, EventFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var abandoned = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<(EventPage Page, Position Head)>? ahead = null;
        try
        {
            while (true)
            {
                var (page, head) = await (ahead ?? FetchAsync(after, filter, abandoned.Token));
                if (page.Through == after) yield break;
                after = page.Through;
                ahead = after < head ? FetchAsync(after, filter, abandoned.Token) : null;
                yield return page;
                if (ahead is null) yield break;
            }
        }
        finally
        {
            // A reader that stops early leaves no session behind that still reads for it.
            await abandoned.CancelDriverAsync();
            if (ahead is not null) await ahead.ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }

    private async Task<(EventPage Page, Position Head)> FetchAsync(Position after, EventFilter filter, CancellationToken cancellationToken)
    {
        var last = new Position(after.Value + pageEventsMax);
        var (events, head) = await reader.RangeAsync(after, last, filter, cancellationToken);

        // The rows may have been read a moment after the head: a row that is there moves the head as well.
        if (events.Count > 0 && events[^1].Position > head) head = events[^1].Position;
        var through = head < after ? after : head < last ? head : last;
        if (filter.Types is null) RequireDense(events, after, through);
        return (new EventPage(events, through), head);
    }

    private static void RequireDense(List<RecordedEvent> events, Position after, Position through)
    {
        if (events.Count != through.Value - after.Value)
            throw new JournalCorruptException(
                $"Of the positions {after.Next} to {through} only {events.Count} are there. Something other than docket.append wrote to the journal.");
    }
}
