using Docket.Journal.Projections.Feeding;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.Projections.Running;

/// <summary>Keeps one view level with the journal, page by page as its feed brings them.</summary>
internal sealed class ProjectionRunner(
    View view, IEventFeed feed, IEventStore store, ProjectionMeter meter, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private TimeSpan _pause = FirstPause;
    private Task _showing = Task.CompletedTask;

    /// <summary>Runs until cancelled; a page that is being applied is finished first.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        view.Lag.StartedAt(clock.GetUtcNow());
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                await StandStillAsync(failure, cancellationToken);
            }
        }
    }

    /// <summary>Applies what the feed brings until it fails or is cancelled.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        await LookAheadAsync(cancellationToken);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var pages = feed.FollowAsync(view.Name, view.Serving.Checkpoint, view.Filter, ends.Token)
            .GetAsyncEnumerator(ends.Token);
        try
        {
            while (await NextAsync(pages, ends))
            {
                var page = pages.Current;
                if (page.Through <= view.Serving.Checkpoint) await WakeAsync(cancellationToken);
                else await ApplyAsync(page, cancellationToken);
                _pause = FirstPause;
            }
        }
        finally
        {
            // How the last page ended is told by whoever waited for it; here it only must have ended.
            await _showing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _showing = Task.CompletedTask;
        }
    }

    /// <summary>Says that the view stands still, and waits; longer each time until something goes well.</summary>
    public async Task StandStillAsync(Exception failure, CancellationToken cancellationToken)
    {
        // Not an event's fault (those are parked): the journal or the view's storage fails. Stand still, and say so.
        view.Lag.Failed();
        Log.ViewStalled(logger, failure, view.Name, view.Watermark.Position.Value, _pause);
        await Task.Delay(_pause, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
    }

    /// <summary>Waits for the next page, or for the failure of the one that is still on its way to the rows.</summary>
    private async ValueTask<bool> NextAsync(IAsyncEnumerator<EventPage> pages, CancellationTokenSource ends)
    {
        if (_showing.IsCompletedSuccessfully) return await pages.MoveNextAsync();
        var next = pages.MoveNextAsync().AsTask();
        await Task.WhenAny(next, _showing);
        if (!_showing.IsFaulted) return await next;

        // A feed is not let go of while it is asked.
        await ends.CancelAsync();
        await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _showing;
        return false;
    }

    private ValueTask WakeAsync(CancellationToken cancellationToken)
    {
        view.Lag.Woken();
        return LookAheadAsync(cancellationToken);
    }

    private async ValueTask ApplyAsync(EventPage page, CancellationToken cancellationToken)
    {
        await view.Turn.WaitAsync(cancellationToken);
        try
        {
            var generation = view.Serving;
            if (page.Through <= generation.Checkpoint) return;
            await (feed.MayBeReadAhead
                ? generation.ApplyAheadAsync(page, cancellationToken)
                : generation.ApplyAsync(page.Events, page.Through, cancellationToken));
            await _showing;
            _showing = ShowAsync(page, generation);
        }
        finally
        {
            view.Turn.Release();
        }
    }

    /// <summary>Says what is visible as soon as it is written.</summary>
    private async Task ShowAsync(EventPage page, ViewGeneration generation)
    {
        var at = generation.Checkpoint;
        await generation.Written;
        view.Watermark.Advance(at);
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
