using System.Text.Json;
using Docket.Host.Tests.Running;

namespace Docket.Host.Tests.Verbs;

public sealed class ImportTests
{
    [Fact]
    public async Task The_real_history_comes_to_the_expected_figures_and_a_second_run_writes_nothing()
    {
        RetailExport.MustBeThere();
        using var data = new TemporaryDirectory();
        var first = await ImportAsync(data, "--rejects", data["rejects.csv"]);
        RetailFigures.Expect(first);
        Assert.Equal(22446, first.GetProperty("events_written").GetInt64());
        var second = await ImportAsync(data);
        RetailFigures.Expect(second);
        Assert.Equal(0, second.GetProperty("events_written").GetInt64());
        await RetailFigures.ExpectDailyAsync("--data", data["data"]);
        await ExpectDisputeAsync(data);
        Assert.True(File.ReadLines(data["rejects.csv"]).Count() > 2_000);
    }

    [Fact]
    public async Task Killed_at_any_moment_and_run_again_it_ends_with_the_same_figures()
    {
        RetailExport.MustBeThere();
        using var data = new TemporaryDirectory();
        var journal = Path.Combine(data["data"], "journal");
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"The moments come from seed {seed}.");
        var random = new Random(seed);
        for (var kill = 1; kill <= 3; kill++)
        {
            using var import = DocketProcess.Start("import", RetailExport.Csv, "--data", data["data"]);
            // Three times at most 5 MB of a journal of 28 MB: there is always something left to finish.
            await GrowthAsync(journal, by: random.Next(1, 5_000_000));
            import.Kill();
            await import.WaitAsync();
        }

        var last = await ImportAsync(data);
        RetailFigures.Expect(last);
        Assert.InRange(last.GetProperty("events_written").GetInt64(), 1, 22445);
        await RetailFigures.ExpectDailyAsync("--data", data["data"]);
        var verified = await DocketProcess.RunAsync("verify", "--json", "--data", data["data"]);
        Assert.Equal((0, 22446L), (verified.ExitCode, verified.Json.GetProperty("events").GetInt64()));
    }

    private static async Task<JsonElement> ImportAsync(TemporaryDirectory data, params string[] options)
    {
        var ended = await DocketProcess.RunAsync(["import", RetailExport.Csv, "--data", data["data"], "--json",
            .. options]);
        Assert.True(ended.ExitCode == 0, ended.Errors);
        return ended.Json;
    }

    /// <summary>An order of 77,183.60 that was refunded whole a quarter of an hour later.</summary>
    private static async Task ExpectDisputeAsync(TemporaryDirectory data)
    {
        var history = await DocketProcess.RunAsync("history", "541431", "--json", "--data", data["data"]);
        var events = history.Json.GetProperty("events");
        Assert.Equal(
            ["order.placed", "order.payment_confirmed", "order.refund_issued"],
            events.EnumerateArray().Select(e => e.GetProperty("type").GetString()));
        Assert.Equal("2011-01-18T10:17:00Z", events[2].GetProperty("occurred_at").GetString());
        var change = Assert.Single(events[2].GetProperty("changes").EnumerateArray());
        Assert.Equal(("refunded", 0L, 7718360L), (
            change.GetProperty("path").GetString(), change.GetProperty("before").GetInt64(),
            change.GetProperty("after").GetInt64()));
        foreach (var (at, refunded) in ((string, long)[])[("2011-01-18T10:10", 0), ("2011-01-18T10:17", 7718360)])
        {
            var state = await DocketProcess.RunAsync("state", "541431", "--at", at, "--json", "--data", data["data"]);
            Assert.Equal((7718360L, refunded), (state.Json.GetProperty("paid").GetInt64(),
                state.Json.GetProperty("refunded").GetInt64()));
        }
    }

    /// <summary>Returns when the journal has grown so far: how far, and not how long, says where an import
    /// stands.</summary>
    private static async Task GrowthAsync(string journal, long by)
    {
        var head = Path.Combine(journal, "head");
        var before = OffsetIn(head);
        while (OffsetIn(head) < before + by) await Task.Yield();
    }

    private static long OffsetIn(string head)
    {
        try
        {
            using var file = new FileStream(head, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[40];
            return file.Read(bytes) == bytes.Length ? BitConverter.ToInt64(bytes, 16) : 0;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
