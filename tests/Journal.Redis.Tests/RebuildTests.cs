using Docket.Journal.Projections;
using Docket.Journal.Redis.Tests.Given;
using StackExchange.Redis;

namespace Docket.Journal.Redis.Tests;

/// <summary>Made anew under a prefix of its own, compared, swapped in by one pointer, and brought back.</summary>
public sealed class RebuildTests(SharedRedis shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rebuilt_view_is_compared_and_takes_over_while_events_go_on()
    {
        await using var process = await TallyProcess.StartAsync(TallyProcess.Options(shared.Server, shared.NewPrefix()));
        for (var i = 0; i < 100; i++) await process.House.AppendAsync($"s{i % 9}", new Added(i));
        process.House.Host.StartRebuild("tally");
        for (var i = 0; i < 100; i++) await process.House.AppendAsync($"s{i % 9}", new Added(i));

        await process.House.Host.WaitForRebuildAsync("tally", Token);

        var done = process.House.Host.RebuildOf("tally")!;
        Assert.Equal((RebuildStage.Swapped, false), (done.Stage, done.Differs));
        await process.IsRightAsync();
    }

    [Fact]
    public async Task A_wrong_view_is_told_from_the_rebuilt_one_and_can_be_brought_back()
    {
        var projection = new TallyProjection { Slip = 1 };
        await using var process = await TallyProcess.StartAsync(
            TallyProcess.Options(shared.Server, shared.NewPrefix()), projection: projection);
        for (var i = 0; i < 10; i++) await process.House.AppendAsync("s", new Added(1));
        await process.House.LevelAsync();
        projection.Slip = 0;

        await OperateAsync(process, host => host.StartRebuild("tally"));
        Assert.True(process.House.Host.RebuildOf("tally")!.Differs);
        Assert.Equal(10, process.House.SumOf("s"));
        await process.House.AppendAsync("s", new Added(1));
        await process.IsRightAsync();

        await OperateAsync(process, host => host.StartGoingBack("tally"));
        Assert.Equal(21, process.House.SumOf("s"));
        await process.House.AppendAsync("s", new Added(1));
        await process.House.LevelAsync();
        Assert.Equal(22, process.House.SumOf("s"));
    }

    [Fact]
    public async Task Rows_of_generations_that_nobody_needs_are_swept_away_and_no_other_ones()
    {
        var prefix = shared.NewPrefix();
        await using var process = await TallyProcess.StartAsync(TallyProcess.Options(shared.Server, prefix));
        for (var i = 0; i < 40; i++) await process.House.AppendAsync($"s{i}", new Added(i));
        await process.House.LevelAsync();

        await OperateAsync(process, host => host.StartRebuild("tally"));
        await OperateAsync(process, host => host.StartRebuild("tally"));

        while (await CountAsync(prefix, "tally:1") > 0) await Task.Yield();
        Assert.Equal(41, await CountAsync(prefix, "tally:2"));
        Assert.Equal(41, await CountAsync(prefix, "tally:3"));
        await process.IsRightAsync();
    }

    private static async Task OperateAsync(TallyProcess process, Func<ViewHost, bool> start)
    {
        Assert.True(start(process.House.Host));
        await process.House.Host.WaitForRebuildAsync("tally", Token);
        Assert.Equal(RebuildStage.Swapped, process.House.Host.RebuildOf("tally")!.Stage);
    }

    private async Task<int> CountAsync(string prefix, string beginning)
    {
        var all = (string[])(await shared.Server.ExecuteAsync("KEYS", "*"))!;
        return all.Count(key => key.StartsWith($"{prefix}:{beginning}", StringComparison.Ordinal));
    }
}
