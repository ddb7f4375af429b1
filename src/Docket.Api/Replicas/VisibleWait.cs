using Docket.Api.Requests;
using Docket.Journal.Store;

namespace Docket.Api.Replicas;

/// <summary>Waits until a journal shows what a reader insists on, where it is read.</summary>
internal sealed class VisibleWait(ApiOptions options, TimeProvider clock)
{
    /// <summary>Waits as long as readers wait.</summary>
    /// <param name="journal">The one that will be read.</param>
    /// <param name="visible">Asks for what it shows now.</param>
    /// <param name="read">What the reader insists on.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What the journal shows, and whether that is less than was asked for.</returns>
    public async ValueTask<(Position AsOf, bool Stale)> ForAsync(
        IEventStore journal, Func<CancellationToken, ValueTask<Position>> visible, ReadParameters read,
        CancellationToken cancellationToken)
    {
        var wanted = new Position(read.WantedPosition);
        var shown = await visible(cancellationToken);
        if (shown >= wanted) return (shown, false);
        using var patience = new CancellationTokenSource(options.Patience, clock);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await journal.WaitForAppendAsync(new Position(wanted.Value - 1), enough.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The reader's patience is over: it gets what there is.
        }

        shown = await visible(cancellationToken);
        return (shown, shown < wanted);
    }
}
