using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Docket.Journal.Store;

namespace Docket.Journal.Projections.Feeding;

/// <summary>Puts pages together while a reader is far behind: fewer and larger commits, in which rows
/// coalesce.</summary>
internal static class GatheredPages
{
    /// <summary>The same events in pages of about so many; read ahead while the reader works on the one
    /// before.</summary>
    /// <remarks>Only for reading that ends: what has come is held back until the page is full or the end is
    /// there.</remarks>
    public static async IAsyncEnumerable<EventPage> GatherAsync(
        this IAsyncEnumerable<EventPage> pages, int events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var abandoned = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ahead = Channel.CreateBounded<EventPage>(1);
        var reading = FillAsync(pages, events, ahead.Writer, abandoned.Token);
        try
        {
            await foreach (var page in ahead.Reader.ReadAllAsync(cancellationToken)) yield return page;
        }
        finally
        {
            await abandoned.CancelAsync();
            await reading;
        }
    }

    private static async Task FillAsync(
        IAsyncEnumerable<EventPage> pages, int events, ChannelWriter<EventPage> ahead, CancellationToken cancellationToken)
    {
        try
        {
            List<RecordedEvent> gathered = [];
            var through = Position.Start;
            await foreach (var page in pages.WithCancellation(cancellationToken))
            {
                gathered.AddRange(page.Events);
                through = page.Through;
                if (gathered.Count < events) continue;
                await ahead.WriteAsync(new EventPage(gathered, through), cancellationToken);
                gathered = [];
                through = Position.Start;
            }

            if (through > Position.Start) await ahead.WriteAsync(new EventPage(gathered, through), cancellationToken);
            ahead.Complete();
        }
        catch (Exception failure)
        {
            ahead.Complete(failure);
        }
    }
}
