using Docket.Journal.Projections.Running;
using Docket.Journal.Store;

namespace Docket.Journal.Projections;

/// <summary>How a view keeps up with its journal, told apart: level and quiet, level and busy, catching up, or standing still.</summary>
public sealed class ViewLag
{
    private static readonly TimeSpan QuietAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan StalledAfter = TimeSpan.FromSeconds(5);
    private const long LiveWithin = 10_000;

    private readonly TimeProvider _clock;
    private readonly LagWindow _window = new();
    private readonly Lock _gate = new();
    private DateTimeOffset _liveSince = DateTimeOffset.MaxValue;
    private DateTimeOffset _appliedTime;
    private DateTimeOffset _headTime;
    private DateTimeOffset _lastProgress;
    private DateTimeOffset _levelAt;
    private DateTimeOffset? _waitingSince;
    private DateTimeOffset? _alertSince;
    private bool _failing;

    internal ViewLag(TimeProvider clock)
    {
        _clock = clock;
        _lastProgress = clock.GetUtcNow();
    }

    /// <summary>Half of the last minute's events were visible within this; null when there were none.</summary>
    public TimeSpan? P50 => _window.Percentile(_clock.GetUtcNow(), 50);

    /// <summary>99 of 100 of the last minute's events were visible within this.</summary>
    public TimeSpan? P99 => _window.Percentile(_clock.GetUtcNow(), 99);

    /// <summary>Since when it has been told of that it lags; null while it keeps up.</summary>
    public DateTimeOffset? AlertSince
    {
        get
        {
            lock (_gate) return _alertSince;
        }

        internal set
        {
            lock (_gate) _alertSince = value;
        }
    }

    /// <summary>The newest journal event's store time less the newest applied one's; zero when level. A view that was level
    /// has applied all that there was then: a quiet hour before is no lag.</summary>
    public TimeSpan Time(Position watermark, Position head)
    {
        lock (_gate)
        {
            var shown = _appliedTime > _levelAt ? _appliedTime : _levelAt;
            return watermark >= head || _headTime <= shown ? TimeSpan.Zero : _headTime - shown;
        }
    }

    /// <summary>How long the oldest event has been in the journal that the view does not show; zero when level.</summary>
    public TimeSpan Waiting(Position watermark, Position head)
    {
        lock (_gate)
            return watermark < head && _waitingSince is { } since && _clock.GetUtcNow() is var now && now > since
                ? now - since
                : TimeSpan.Zero;
    }

    /// <summary>Live, catching_up, stalled or idle.</summary>
    public string State(Position watermark, Position head)
    {
        var now = _clock.GetUtcNow();
        lock (_gate)
        {
            if (_failing) return "stalled";
            if (watermark >= head) return now - _appliedTime > QuietAfter ? "idle" : "live";
            if (now - _lastProgress > StalledAfter) return "stalled";
            return head.Value - watermark.Value > LiveWithin ? "catching_up" : "live";
        }
    }

    /// <summary>Events recorded before this are history and say nothing of how fast the view shows news.</summary>
    internal void StartedAt(DateTimeOffset now)
    {
        lock (_gate) (_liveSince, _lastProgress) = (now, now);
    }

    internal void HeadSeen(DateTimeOffset recordedAt)
    {
        lock (_gate)
            if (recordedAt > _headTime) _headTime = recordedAt;
    }

    /// <summary>Whether anything is known of what it shows: nothing is until it has applied something, or been level.</summary>
    internal bool IsShownKnown
    {
        get
        {
            lock (_gate) return _appliedTime != default || _levelAt != default;
        }
    }

    /// <summary>The newest event that it shows was recorded then.</summary>
    internal void ShownSeen(DateTimeOffset recordedAt)
    {
        lock (_gate)
            if (_appliedTime == default) _appliedTime = recordedAt;
    }

    /// <summary>It shows all that there is.</summary>
    internal void LevelSeen()
    {
        lock (_gate) (_levelAt, _waitingSince) = (_clock.GetUtcNow(), null);
    }

    /// <summary>The oldest event that it does not show was recorded then.</summary>
    internal void WaitingSeen(DateTimeOffset recordedAt)
    {
        lock (_gate) _waitingSince = recordedAt;
    }

    internal void Failed()
    {
        lock (_gate) _failing = true;
    }

    /// <summary>Another process has applied more.</summary>
    internal void Followed()
    {
        var now = _clock.GetUtcNow();
        lock (_gate) (_failing, _lastProgress, _appliedTime) = (false, now, now);
    }

    internal void Woken()
    {
        lock (_gate) _lastProgress = _clock.GetUtcNow();
    }

    /// <summary>Takes in a page that is visible now; returns the time that each news took through the callback.</summary>
    internal void Applied(IReadOnlyList<RecordedEvent> events, Action<TimeSpan> news)
    {
        var now = _clock.GetUtcNow();
        lock (_gate)
        {
            (_failing, _lastProgress) = (false, now);
            if (events.Count > 0) _appliedTime = events[^1].RecordedAt;
        }

        foreach (var recorded in events)
        {
            if (recorded.RecordedAt < _liveSince) continue;
            _window.Add(now, now - recorded.RecordedAt);
            news(now - recorded.RecordedAt);
        }
    }
}
