using System.Runtime.CompilerServices;
using Docket.Journal.Store;

namespace Docket.Journal.Projections.Feeding;

/// <summary>Puts pages together while a reader is far behind: fewer and larger commits, in which rows
/// coalesce.</summary>
internal static class GatheredPages
{
    // Room made beforehand is no larger than for so many.
    private const int GatheredMax = 65_536;

    /// <summary>The same events in pages of about so many. While the reader works on one, the next is read, and no more
    /// than that: what waits is moved by the collector.</summary>
    /// <remarks>Only for reading that ends: what has come is held back until the page is full or the end is
    /// there.</remarks>
    public static async IAsyncEnumerable<EventPage> GatherAsync(
        this IAsyncEnumerable<EventPage> pages, int events,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var abandoned = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var source = pages.GetAsyncEnumerator(abandoned.Token);
        var ahead = FillAsync(source, events);
        try
        {
            while (await ahead is { } page)
            {
                ahead = FillAsync(source, events);
                yield return page;
            }
        }
        finally
        {
            // A source is not disposed while it still reads.
            await abandoned.CancelAsync();
            await ahead.ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }

    /// <summary>The next page; null where nothing is left.</summary>
    private static async Task<EventPage?> FillAsync(IAsyncEnumerator<EventPage> source, int events)
    {
        // The source's page that fills it goes a little beyond.
        var gathered = new List<RecordedEvent>(Math.Min(events, GatheredMax) * 9 / 8);
        var through = Position.Start;
        while (gathered.Count < events && await source.MoveNextAsync())
        {
            gathered.AddRange(source.Current.Events);
            through = source.Current.Through;
        }

        return through > Position.Start ? new EventPage(gathered, through) : null;
    }
}
