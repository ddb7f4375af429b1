namespace Docket.Journal.Testing;

/// <summary>
/// Time that stands still until it is moved, for tests and demonstrations: hours and days pass in no time.
/// </summary>
/// <param name="start">The time at first.</param>
public sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Alarm> _alarms = [];
    private DateTimeOffset _now = start;

    /// <summary>Begins with 2026-01-01.</summary>
    public ManualClock()
        : this(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return _now;
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, callback, state);
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Moves the time on; what is due by then rings, each at its own time and in its order.</summary>
    public void Advance(TimeSpan by) => AdvanceTo(GetUtcNow() + by);

    /// <summary>The same up to a time; one that is past changes nothing.</summary>
    public void AdvanceTo(DateTimeOffset until)
    {
        while (NextDue(until) is { } alarm) alarm.Ring();
    }

    /// <summary>Whether somebody waits for just that time, to the millisecond.</summary>
    internal bool HasAlarmAt(DateTimeOffset time)
    {
        lock (_gate) return _alarms.Exists(alarm => (alarm.Due - time).Duration() <= TimeSpan.FromMilliseconds(1));
    }

    /// <summary>Moves to the next alarm up to a time; null where there is none: then it is that time.</summary>
    private Alarm? NextDue(DateTimeOffset until)
    {
        lock (_gate)
        {
            var next = _alarms.Where(alarm => alarm.Due <= until).MinBy(alarm => alarm.Due);
            var then = next?.Due ?? until;
            if (then > _now) _now = then;
            if (next is not null && !next.Renew()) _alarms.Remove(next);
            return next;
        }
    }

    private sealed class Alarm(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public DateTimeOffset Due { get; private set; }

        public void Ring() => callback(state);

        /// <summary>Whether it rings again.</summary>
        public bool Renew()
        {
            if (_period <= TimeSpan.Zero) return false; // Infinite is negative.
            Due += _period;
            return true;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                clock._alarms.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                (Due, _period) = (clock._now + dueTime, period);
                clock._alarms.Add(this);
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock._gate) clock._alarms.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
