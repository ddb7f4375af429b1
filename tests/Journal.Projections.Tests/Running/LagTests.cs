using Docket.Journal.Projections.Running;
using Docket.Journal.Projections.Tests.Given;
using Docket.Journal.Store;
using Docket.Journal.Testing;

namespace Docket.Journal.Projections.Tests.Running;

public sealed class LagTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Percentiles_are_within_an_eighth_above()
    {
        var window = new LagWindow();
        for (var i = 1; i <= 1_000; i++) window.Add(Now, TimeSpan.FromMilliseconds(i));
        Assert.InRange(window.Percentile(Now, 50)!.Value.TotalMilliseconds, 500, 500 * 1.13);
        Assert.InRange(window.Percentile(Now, 99)!.Value.TotalMilliseconds, 990, 990 * 1.13);
    }

    [Fact]
    public void What_is_older_than_a_minute_is_forgotten()
    {
        var window = new LagWindow();
        Assert.Null(window.Percentile(Now, 50));
        window.Add(Now, TimeSpan.FromSeconds(9));
        Assert.NotNull(window.Percentile(Now + TimeSpan.FromSeconds(49), 50));
        Assert.Null(window.Percentile(Now + TimeSpan.FromSeconds(60), 50));
        window.Add(Now + TimeSpan.FromSeconds(60), TimeSpan.FromMilliseconds(1));
        Assert.InRange(window.Percentile(Now + TimeSpan.FromSeconds(60), 99)!.Value.TotalMilliseconds, 1, 1.13);
    }

    [Fact]
    public void A_view_is_told_apart_by_how_it_keeps_up()
    {
        var clock = new ManualClock();
        var lag = new ViewLag(clock);
        var (start, far, near) = (Position.Start, new Position(1_000_000), new Position(3));
        lag.StartedAt(clock.GetUtcNow());
        Assert.Equal("catching_up", lag.State(start, far));
        Assert.Equal("live", lag.State(start, near));
        Assert.Equal("idle", lag.State(near, near));
        lag.Failed();
        Assert.Equal("stalled", lag.State(near, near));
        lag.Applied([], _ => { });
        clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal("stalled", lag.State(start, near));
    }
}
