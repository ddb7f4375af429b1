using Docket.Host.Composition.Replicas;
using Docket.Journal.Store;

namespace Docket.Host.Tests.Postgres;

public sealed class ReplicaLagTests
{
    private readonly Clock _clock = new();
    private readonly ReplicaLag _lag;

    public ReplicaLagTests() => _lag = new ReplicaLag(_clock);

    [Fact]
    public void An_idle_primary_makes_nobody_late()
    {
        See(5);
        Assert.Equal(TimeSpan.Zero, Behind(5));
        Pass(3_600);
        Assert.Equal(TimeSpan.Zero, Behind(5));
        See(5);
        Assert.Equal(TimeSpan.Zero, Behind(5));
    }

    [Fact]
    public void A_standby_is_late_since_the_oldest_event_that_it_lacks()
    {
        See(1);
        Pass(10);
        See(2);
        Pass(3);
        See(9);
        Assert.Equal(TimeSpan.FromSeconds(13), Behind(0));
        Assert.Equal(TimeSpan.FromSeconds(3), Behind(1));
        Assert.Equal(TimeSpan.Zero, Behind(2));
        Pass(1);
        Assert.Equal(TimeSpan.FromSeconds(1), Behind(8));
        Assert.Equal(TimeSpan.Zero, Behind(9));
    }

    [Fact]
    public void What_was_missing_before_anybody_looked_counts_from_when_it_was_written()
    {
        _lag.See(new Position(4), TimeSpan.FromSeconds(60));
        Assert.Equal(TimeSpan.FromSeconds(60), Behind(3));
    }

    [Fact]
    public void A_standby_that_is_away_for_very_long_costs_no_memory_and_stays_late()
    {
        for (var i = 1; i <= 100_000; i++)
        {
            See(i);
            Pass(1);
        }

        Assert.Equal(TimeSpan.FromSeconds(100_000), Behind(0));
        Assert.Equal(TimeSpan.FromSeconds(99_000), Behind(1_000));
        Assert.Equal(TimeSpan.Zero, Behind(100_000));
    }

    private void See(long primary) => _lag.See(new Position(primary), TimeSpan.Zero);

    private TimeSpan Behind(long standby) => _lag.Behind(new Position(standby));

    private void Pass(double seconds) => _clock.Now += TimeSpan.FromSeconds(seconds);

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
