using Docket.Host.Tests.Running;

namespace Docket.Host.Tests.Verbs;

public sealed class ServeTests
{
    [Fact]
    public async Task It_ends_cleanly_on_SIGTERM_and_logs_nothing()
    {
        using var data = new TemporaryDirectory();

        // It would tell of a view that a busy machine holds up, and rightly so.
        await using var service = await RunningService.StartAsync(data.Path, "--lag-alert", "3600");
        Assert.Equal(201, (await service.PostAsync("/orders", Bodies.Order())).Code);
        Assert.Equal(0, await service.StopAsync());
        var errors = await service.Errors;
        Assert.True(errors.Length == 0, errors);
        Assert.False(File.Exists(data[Path.Combine("journal", "journal.owner")]));
    }

    [Fact]
    public async Task A_taken_port_and_a_taken_directory_are_one_line_each()
    {
        using var data = new TemporaryDirectory();
        await using var service = await RunningService.StartAsync(data["one"]);
        var port = await DocketProcess.RunAsync("serve", "--urls", service.Url, "--data", data["two"]);
        Assert.Equal((1, 1), (port.ExitCode, port.Errors.Count(c => c == '\n')));
        Assert.Contains("in use", port.Errors, StringComparison.Ordinal);
        foreach (var verb in (string[][])[["serve", "--urls", "http://127.0.0.1:0"], ["demo"]])
        {
            var taken = await DocketProcess.RunAsync([.. verb, "--data", data["one"]]);
            Assert.Equal((1, 1), (taken.ExitCode, taken.Errors.Count(c => c == '\n')));
            Assert.Contains(service.Url, taken.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_damaged_journal_is_one_line_and_changes_nothing()
    {
        using var data = new TemporaryDirectory();
        await using (var service = await RunningService.StartAsync(data.Path))
        {
            for (var i = 0; i < 20; i++) await service.PostAsync("/orders", Bodies.Order());
            await service.StopAsync();
        }

        var segment = Directory.GetFiles(data["journal"], "*.seg").Single();
        var bytes = Damaged(segment);
        var ended = await DocketProcess.RunAsync("serve", "--urls", "http://127.0.0.1:0", "--data", data.Path);
        Assert.Equal((1, 1), (ended.ExitCode, ended.Errors.Count(c => c == '\n')));
        Assert.Equal(bytes, File.ReadAllBytes(segment));
        var verified = await DocketProcess.RunAsync("verify", "--json", "--data", data.Path);
        Assert.Equal((1, false), (verified.ExitCode, verified.Json.GetProperty("clean").GetBoolean()));
    }

    [Fact]
    public async Task Verbs_ask_the_running_service_or_the_directory_and_get_the_same()
    {
        using var data = new TemporaryDirectory();
        string[][] verbs =
        [
            ["report", "revenue", "--granularity", "month"], ["report", "products"], ["history", "a"], ["state", "a"],
        ];
        var running = new List<string>();
        await using (var service = await RunningService.StartAsync(data.Path))
        {
            await service.PostAsync("/orders", Bodies.Order("a"));
            var paid = await service.PostAsync("/payments", """{"order_id":"a","amount":3140}""");
            await service.GetAsync($"/reports/revenue?min_seq={paid.Seq}");
            await service.GetAsync($"/reports/products?min_seq={paid.Seq}");
            foreach (var verb in verbs) running.Add((await DocketProcess.RunAsync(
                [.. verb, "--json", "--data", data.Path])).Output);
            Assert.Equal(await service.GetTextAsync("/reports/revenue?granularity=month"), running[0].TrimEnd());
            var lag = await DocketProcess.RunAsync("lag", "--json", "--data", data.Path);
            Assert.Equal(2, lag.Json.GetProperty("as_of_seq").GetInt64());
            var verified = await DocketProcess.RunAsync("verify", "--json", "--data", data.Path);
            Assert.Equal((0, 2L), (verified.ExitCode, verified.Json.GetProperty("events").GetInt64()));
            await service.StopAsync();
        }

        for (var i = 0; i < verbs.Length; i++)
            Assert.Equal(running[i], (await DocketProcess.RunAsync(
                [.. verbs[i], "--json", "--data", data.Path])).Output);
    }

    [Fact]
    public async Task One_request_too_many_is_answered_429_at_once()
    {
        using var data = new TemporaryDirectory();
        await using var service = await RunningService.StartAsync(data.Path, "--requests-max", "1");
        // The one waits for a position that never comes; the other finds the only place taken. Which of them comes
        // first
        // is not certain, so it is tried until it is this order.
        var waiting = service.GetAsync("/analytics?min_seq=1000");
        var refused = await service.GetAsync("/ops/lag");
        while (refused.Code != 429)
        {
            if (waiting.IsCompleted) waiting = service.GetAsync("/analytics?min_seq=1000");
            refused = await service.GetAsync("/ops/lag");
        }

        Assert.Equal((429, "/problems/too-many-requests"), (refused.Code, refused.Type));
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(200, (await service.GetAsync("/healthz")).Code);
        Assert.Equal(200, (await waiting).Code);
    }

    /// <summary>Flips one bit in the middle of what was written.</summary>
    private static byte[] Damaged(string segment)
    {
        var bytes = File.ReadAllBytes(segment);
        bytes[Array.FindLastIndex(bytes, value => value != 0) / 2] ^= 1;
        File.WriteAllBytes(segment, bytes);
        return bytes;
    }
}
