using Docket.Journal.Testing;

namespace Docket.Journal.Projections.Tests.Running;

public sealed class ManualClockTests
{
    private readonly ManualClock _clock = new(DateTimeOffset.UnixEpoch);
    private readonly List<(string Alarm, int Minute)> _rung = [];

    [Fact]
    public void Alarms_ring_in_their_order_and_each_at_its_own_time()
    {
        Set("late", 50);
        Set("early", 10);
        Set("never", 61);
        Set("dropped", 20).Dispose();

        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal([("early", 10), ("late", 50)], _rung);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddHours(1), _clock.GetUtcNow());
        _clock.AdvanceTo(DateTimeOffset.UnixEpoch);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddHours(1), _clock.GetUtcNow());
    }

    [Fact]
    public void An_alarm_with_a_period_rings_again()
    {
        Set("often", 10, period: 20);
        Set("once", 35);

        _clock.Advance(TimeSpan.FromMinutes(60));

        Assert.Equal([("often", 10), ("often", 30), ("once", 35), ("often", 50)], _rung);
    }

    private ITimer Set(string alarm, int minutes, int? period = null) => _clock.CreateTimer(
        _ => _rung.Add((alarm, (int)(_clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMinutes)), null,
        TimeSpan.FromMinutes(minutes), period is { } again ? TimeSpan.FromMinutes(again) : Timeout.InfiniteTimeSpan);
}
