using Docket.Journal.Store;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.Projections.Running;

/// <summary>Keeps one view level with the journal: catches up page by page, then sleeps until the journal's signal.</summary>
internal sealed class ProjectionRunner(
    View view, IEventStore store, ProjectionMeter meter, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>Runs until cancelled; a page that is being applied is finished first.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        view.Lag.StartedAt(clock.GetUtcNow());
        var pause = FirstPause;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await CatchUpAsync(cancellationToken);
                pause = FirstPause;
                await store.WaitForAppendAsync(view.Watermark.Position, cancellationToken);
                view.Lag.Woken();
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // Not an event's fault (those are parked): the journal or the view's storage fails. Stand still, and say so.
                view.Lag.Failed();
                Log.ViewStalled(logger, failure, view.Name, view.Watermark.Position.Value, pause);
                await Task.Delay(pause, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    private async ValueTask CatchUpAsync(CancellationToken cancellationToken)
    {
        await LookAheadAsync(cancellationToken);
        var after = view.Watermark.Position;
        await foreach (var page in store.ReadAllAsync(after, view.Filter, cancellationToken))
            await ApplyAsync(page, cancellationToken);
    }

    private async ValueTask ApplyAsync(EventPage page, CancellationToken cancellationToken)
    {
        await view.Turn.WaitAsync(cancellationToken);
        try
        {
            var generation = view.Serving;
            if (page.Through <= generation.Checkpoint) return;
            await generation.ApplyAsync(page.Events, page.Through, cancellationToken);
            view.Watermark.Advance(generation.Checkpoint);
        }
        finally
        {
            view.Turn.Release();
        }

        meter.Applied(view, page.Events.Count);
        view.Lag.Applied(page.Events, lag => meter.Visible(view, lag));
    }

    /// <summary>Far behind, the head's time is worth a read, so that the lag can be told in time too.</summary>
    private async ValueTask LookAheadAsync(CancellationToken cancellationToken)
    {
        const long farBehind = 1_000;
        if (store.Head.Value - view.Watermark.Position.Value < farBehind) return;
        var newest = await store.ReadBackwardsAsync(store.Head.Next, 1, cancellationToken);
        if (newest.Count > 0) view.Lag.HeadSeen(newest[0].RecordedAt);
    }
}
