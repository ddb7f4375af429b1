using Docket.Journal.Projections.Running;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.Projections.Lagging;

/// <summary>Looks at the views' lag again and again, also where nothing is applied that could tell it, and tells when it
/// is too much.</summary>
internal sealed class LagMonitor(
    IReadOnlyCollection<View> views, IEventStore store, LagWatch watch, (TimeProvider Clock, ILogger Logger) host)
{
    // One look at which a view keeps up may have caught it between two pages.
    private const int LooksToClear = 2;
    private readonly Dictionary<string, int> _good = new(StringComparer.Ordinal);
    private bool _isBlind;

    /// <summary>Looks until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(watch.Interval, host.Clock, cancellationToken);
                await LookAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // It is over.
        }
    }

    /// <summary>Looks once.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            // The watermarks are read first: a head read earlier could be behind them.
            var stands = views.Select(view => (View: view, At: view.Watermark.Position)).ToList();
            var head = store.Head;
            var newest = stands.Any(stand => stand.At < head) ? await TimeOfAsync(head, cancellationToken) : null;
            foreach (var (view, at) in stands) await MeasureAsync(view, at, (head, newest), cancellationToken);
            _isBlind = false;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // The journal cannot be asked; what is known of it goes on counting.
            if (!_isBlind) Log.LagNotSeen(host.Logger, failure);
            _isBlind = true;
        }

        foreach (var view in views) Weigh(view);
    }

    private async ValueTask MeasureAsync(
        View view, Position at, (Position Head, DateTimeOffset? RecordedAt) newest, CancellationToken cancellationToken)
    {
        if (at >= newest.Head)
        {
            view.Lag.LevelSeen();
            return;
        }

        if (newest.RecordedAt is { } recordedAt) view.Lag.HeadSeen(recordedAt);
        if (await TimeOfAsync(at.Next, cancellationToken) is not { } oldest) return;
        view.Lag.WaitingSeen(oldest);
        if (!view.Lag.IsShownKnown)
            view.Lag.ShownSeen((at > Position.Start ? await TimeOfAsync(at, cancellationToken) : null) ?? oldest);
    }

    private async ValueTask<DateTimeOffset?> TimeOfAsync(Position position, CancellationToken cancellationToken) =>
        await store.ReadBackwardsAsync(position.Next, 1, cancellationToken) is [var found] ? found.RecordedAt : null;

    private void Weigh(View view)
    {
        var (at, head) = (view.Watermark.Position, store.Head);
        var (time, waiting) = (view.Lag.Time(at, head), view.Lag.Waiting(at, head));
        var lag = time > waiting ? time : waiting;
        var good = _good[view.Name] = lag > watch.Threshold ? 0 : _good.GetValueOrDefault(view.Name) + 1;
        var (now, since) = (host.Clock.GetUtcNow(), view.Lag.AlertSince);
        if (since is null == (good > 0) || (since is not null && good < LooksToClear)) return;
        view.Lag.AlertSince = since is null ? now : null;
        Tell(new LagAlert(view.Name, since is null, since ?? now, now)
        {
            State = view.Lag.State(at, head),
            Lag = lag,
            Events = Math.Max(0, head.Value - at.Value),
            Watermark = at,
            Threshold = watch.Threshold,
        });
    }

    private void Tell(LagAlert alert)
    {
        if (alert.IsRaised)
            Log.ViewLags(
                host.Logger, alert.View, alert.Lag.TotalSeconds, alert.Events, alert.State, alert.Threshold.TotalSeconds);
        else Log.ViewKeepsUp(host.Logger, alert.View, alert.At - alert.Since);
        watch.Heard?.Invoke(alert);
    }
}
