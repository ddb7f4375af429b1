using Docket.Journal.Projections.Lagging;
using Docket.Journal.Projections.Tests.Given;
using Docket.Journal.Store;
using Docket.Journal.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.Journal.Projections.Tests.Running;

public sealed class LagMonitorTests
{
    [Fact]
    public async Task A_view_that_stands_still_is_told_of_once_and_once_more_when_it_keeps_up()
    {
        var (clock, told) = (new ManualClock(), new List<LagAlert>());
        await using var house = new TallyHouse(clock: clock); // never started: it applies nothing
        var monitor = new LagMonitor(
            house.Host.Views, house.Store, new LagWatch { Heard = told.Add }, (clock, NullLogger.Instance));
        await house.AppendAsync("a", new Added(1));
        var recorded = (await house.Store.ReadBackwardsAsync(house.Store.Head.Next, 1, TallyHouse.Token))[0].RecordedAt;

        await LookAsync(recorded.AddMilliseconds(900));
        Assert.Empty(told);
        await LookAsync(recorded.AddMilliseconds(1_500));
        await LookAsync(recorded.AddMilliseconds(1_600));
        var raised = Assert.Single(told);
        Assert.Equal((true, "tally", 1L, TimeSpan.FromMilliseconds(1_500)), (raised.IsRaised, raised.View, raised.Events, raised.Lag));
        Assert.Equal(recorded.AddMilliseconds(1_500), house.View.Lag.AlertSince);

        house.View.Watermark.Advance(house.Store.Head);
        await LookAsync(recorded.AddSeconds(2));
        Assert.Single(told);
        await LookAsync(recorded.AddSeconds(3));
        Assert.Equal((2, false, raised.Since), (told.Count, told[^1].IsRaised, told[^1].Since));
        Assert.Null(house.View.Lag.AlertSince);

        async Task LookAsync(DateTimeOffset at)
        {
            clock.Advance(at - clock.GetUtcNow());
            await monitor.LookAsync(TallyHouse.Token);
        }
    }

    [Fact]
    public void An_hour_without_events_is_no_lag_when_the_next_one_comes()
    {
        var clock = new ManualClock();
        var lag = new ViewLag(clock);
        var (level, more) = (new Position(1), new Position(2));
        lag.LevelSeen();
        clock.Advance(TimeSpan.FromHours(1));
        lag.LevelSeen();
        lag.HeadSeen(clock.GetUtcNow() + TimeSpan.FromMilliseconds(300));
        Assert.Equal(TimeSpan.FromMilliseconds(300), lag.Time(level, more));
        Assert.Equal(TimeSpan.Zero, lag.Time(more, more));
    }
}
