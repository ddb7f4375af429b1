using Docket.Host.Tests.Running;

namespace Docket.Host.Tests.Verbs;

public sealed class LagVerbTests
{
    [Fact]
    public async Task Watched_into_a_pipe_it_says_a_line_a_view_and_then_only_what_changes()
    {
        using var data = new TemporaryDirectory();
        await using var service = await RunningService.StartAsync(data.Path);
        using var lag = DocketProcess.Start("lag", "--watch", "--url", service.Url);
        for (var view = 0; view < 5; view++)
            Assert.Matches(@"^\S+Z [a-z-]+: (idle|live), at 0, 0 behind, lag .*, 0 parked$", await lag.ReadLineAsync());
        await service.StopAsync();
        Assert.EndsWith("the service does not answer", await lag.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Equal(130, await lag.InterruptAsync());
    }

    [Fact]
    public async Task What_lag_is_told_of_and_to_whom_is_checked_before_anything_is_opened()
    {
        using var data = new TemporaryDirectory();
        foreach (var option in (string[][])[["--lag-alert", "0"], ["--lag-alert", "soon"], ["--lag-webhook", "ftp://x"]])
        {
            var refused = await DocketProcess.RunAsync(["serve", "--data", data["none"], .. option]);
            Assert.Equal((2, 1), (refused.ExitCode, refused.Errors.TrimEnd().Split('\n').Length));
            Assert.Contains(option[0] + " wants", refused.Errors, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(data["none"]));
    }
}
