using Docket.Host.Tests.Running;

namespace Docket.Host.Tests.Verbs;

public sealed class VerbTests
{
    [Fact]
    public async Task The_demo_walks_through_an_orders_life_and_can_be_run_again()
    {
        using var data = new TemporaryDirectory();
        var demo = await DocketProcess.RunAsync("demo", "--data", data.Path);
        Assert.True(demo.ExitCode == 0, demo.Errors);
        foreach (var step in (string[])["[1] Place", "[2] Add", "[4] Pay", "[5] Ship", "[6] Ask", "[7] Ask",
            "[8] Save a snapshot", "[9] Run the order saga", "[10] Run the order saga again: payment fails",
            "[11] Run the order saga again: inventory fails", "[12] Run the order saga again: shipping fails",
            "is compensated"])
            Assert.Contains(step, demo.Output, StringComparison.Ordinal);
        Assert.Contains("saved at version 100", demo.Output, StringComparison.Ordinal);
        var again = await DocketProcess.RunAsync("demo", "--json", "--data", data.Path);
        Assert.Equal((0, 12), (again.ExitCode, again.Json.GetProperty("steps").GetArrayLength()));
        Assert.Equal(0, (await DocketProcess.RunAsync("verify", "--data", data.Path)).ExitCode);
    }

    [Fact]
    public async Task A_copy_keeps_positions_goes_on_where_it_was_and_overwrites_no_other_journal()
    {
        using var data = new TemporaryDirectory();
        await DocketProcess.RunAsync("demo", "--data", data["a"]);
        var first = await CopyAsync(data["a"], data["b"]);
        Assert.Equal((0, 167L), (first.ExitCode, first.Json.GetProperty("events").GetInt64()));
        await DocketProcess.RunAsync("demo", "--data", data["a"]);
        var second = await CopyAsync(data["a"], data["b"]);
        Assert.Equal(334, second.Json.GetProperty("events").GetInt64());
        Assert.InRange(second.Json.GetProperty("bytes_written").GetInt64(), 1,
            second.Json.GetProperty("bytes").GetInt64() * 2 / 3);
        Assert.Equal(0, (await CopyAsync(data["a"], data["b"])).Json.GetProperty("bytes_written").GetInt64());
        Assert.Equal(0, (await DocketProcess.RunAsync("verify", "--data", data["b"])).ExitCode);
        await DocketProcess.RunAsync("demo", "--data", data["b"]);
        Assert.Equal(1, (await CopyAsync(data["a"], data["b"])).ExitCode);
        Assert.Equal(0, (await DocketProcess.RunAsync("verify", "--data", data["b"])).ExitCode);
    }

    [Fact]
    public async Task A_copy_of_a_damaged_journal_is_not_taken_for_a_whole_one()
    {
        using var data = new TemporaryDirectory();
        await DocketProcess.RunAsync("demo", "--data", data["a"]);
        var segment = Directory.GetFiles(Path.Combine(data["a"], "journal"), "*.seg").Single();
        var bytes = File.ReadAllBytes(segment);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(segment, bytes);
        var copy = await CopyAsync(data["a"], data["b"]);
        Assert.Equal((1, ""), (copy.ExitCode, copy.Output));
        Assert.Contains("damaged", copy.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_says_of_every_view_whether_it_is_kept_and_equal()
    {
        using var data = new TemporaryDirectory();
        await DocketProcess.RunAsync("demo", "--data", data.Path);
        Assert.Equal([(true, 167), (true, 167), (true, 167), (true, 167), (true, 167)], await ViewsAsync(data.Path));
        Directory.Delete(data["views"], recursive: true);
        Assert.Equal([(false, 0), (false, 0), (false, 0), (false, 0), (false, 0)], await ViewsAsync(data.Path));
    }

    [Fact]
    public async Task A_history_says_why_and_how()
    {
        using var data = new TemporaryDirectory();
        await using var service = await RunningService.StartAsync(data.Path);
        await service.PostAsync("/orders", Bodies.Order("a"));
        await service.PostAsync("/orders/a/discounts", """{"code":"SPRING","amount":40}""");
        await service.PostAsync("/payments", """{"order_id":"a","amount":3100,"method":"card"}""");
        await service.PostAsync("/orders/a/ship", """{"carrier":"DHL","tracking":"JJD7"}""");
        await service.PostAsync("/orders/a/refunds",
            """{"items":[{"product_id":"mug-blue","quantity":1,"unit_price":1250}],"reason":"handle broken"}""");
        var history = await DocketProcess.RunAsync("history", "a", "--data", data.Path);
        foreach (var fact in (string[])["code             SPRING", "method           card", "carrier          DHL",
            "tracking         JJD7", "items            1 × mug-blue at 12.50", "amount           12.50",
            "reason           handle broken"])
            Assert.Contains("       " + fact + "\n", history.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bench_measures_every_part()
    {
        using var data = new TemporaryDirectory();
        var bench = await DocketProcess.RunAsync("bench", "--seconds", "0.1", "--events", "2000", "--json", "--data",
            data.Path);
        Assert.True(bench.ExitCode == 0, bench.Errors);
        foreach (var part in (string[])["append", "replay", "lag", "http"])
            Assert.Equal(System.Text.Json.JsonValueKind.Object, bench.Json.GetProperty(part).ValueKind);
        Assert.Equal(0, bench.Json.GetProperty("http").GetProperty("failures").GetInt64());
        Assert.Empty(Directory.GetDirectories(data.Path));
    }

    [Fact]
    public async Task Ctrl_C_ends_a_verb_at_once_and_cleanly()
    {
        using var data = new TemporaryDirectory();
        await using var service = await RunningService.StartAsync(data.Path);
        using var lag = DocketProcess.Start("lag", "--watch", "--data", data.Path);
        await lag.ReadLineAsync();
        Assert.Equal(130, await lag.InterruptAsync());
        Assert.DoesNotContain("   at ", await lag.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_is_heard_by_a_verb_that_is_still_busy()
    {
        using var data = new TemporaryDirectory();
        using var bench = DocketProcess.Start("bench", "--only", "append", "--seconds", "20", "--data", data.Path);
        using (var watched = new FileSystemWatcher(data.Path) { EnableRaisingEvents = true })
        {
            var made = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            watched.Created += (_, _) => made.TrySetResult();

            // The runtime holds a watcher weakly, and the watcher is all that holds this wait: a bound to it keeps both.
            if (Directory.GetDirectories(data.Path) is [])
                await made.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        }

        Assert.Equal(130, await bench.InterruptAsync());
        Assert.Empty(Directory.GetDirectories(data.Path));
    }

    private static async Task<IEnumerable<(bool, int)>> ViewsAsync(string data)
    {
        var verified = await DocketProcess.RunAsync("verify", "--json", "--data", data);
        Assert.Equal(0, verified.ExitCode);
        return [.. verified.Json.GetProperty("views").EnumerateArray().Select(view =>
            (view.GetProperty("kept").GetBoolean(), view.GetProperty("position").GetInt32()))];
    }

    private static Task<Ended> CopyAsync(string from, string to) =>
        DocketProcess.RunAsync("copy", "--from", "files:" + from, "--to", "files:" + to, "--json");
}
