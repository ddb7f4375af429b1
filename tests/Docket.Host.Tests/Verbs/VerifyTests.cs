using System.Text.Json;
using Docket.Host.Tests.Running;
using Docket.Journal.Files.Views;
using Docket.Journal.Projections.Rows;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.Host.Tests.Verbs;

/// <summary>The audit of the views in files: what differs is named, and put right where that is asked for.</summary>
public sealed class VerifyTests
{
    [Fact]
    public async Task A_damaged_view_is_named_fails_and_is_put_right_by_repair_only()
    {
        using var data = new TemporaryDirectory();
        await using (var service = await RunningService.StartAsync(data.Path))
        {
            Assert.Equal(201, (await service.PostAsync("/orders", Bodies.Order("a"))).Code);
            Assert.Equal(201, (await service.PostAsync("/orders", Bodies.Order("b"))).Code);
            await service.StopAsync();
        }

        Damage(data["views"], "analytics");
        var found = await DocketProcess.RunAsync("verify", "--json", "--data", data.Path);
        Assert.Equal(1, found.ExitCode);
        var view = Analytics(found);
        Assert.Equal(("its rows are not what the journal says", 1),
            (view.GetProperty("problem").GetString(), view.GetProperty("differing_count").GetInt32()));
        var difference = Assert.Single(view.GetProperty("differences").EnumerateArray());
        Assert.Equal(("b", "missing"), (difference.GetProperty("key").GetString(), difference.GetProperty("kind").GetString()));
        Assert.NotEqual(view.GetProperty("hash").GetString(), view.GetProperty("hash_expected").GetString());
        Assert.Contains("b missing", (await DocketProcess.RunAsync("verify", "--data", data.Path)).Output, StringComparison.Ordinal);

        var repaired = await DocketProcess.RunAsync("verify", "--repair", "--json", "--data", data.Path);
        Assert.True(repaired.ExitCode == 0, repaired.Output + repaired.Errors);
        Assert.Equal(1, Analytics(repaired).GetProperty("repair").GetProperty("repaired").GetInt32());
        Assert.True(repaired.Json.GetProperty("clean").GetBoolean());
        Assert.Equal(0, (await DocketProcess.RunAsync("verify", "--data", data.Path)).ExitCode);
    }

    [Fact]
    public async Task A_repair_of_a_running_service_is_the_services()
    {
        using var data = new TemporaryDirectory();
        await using var service = await RunningService.StartAsync(data.Path);
        Assert.Equal(404, (await service.PostAsync("/ops/projections/none/repair")).Code);
        var placed = await service.PostAsync("/orders", Bodies.Order("a"));
        await service.GetAsync($"/analytics?min_seq={placed.Seq}");
        var started = await service.PostAsync("/ops/projections/analytics/repair");
        Assert.Equal((202, "running"), (started.Code, started.Text("state")));
        JsonElement repair;
        do repair = (await service.GetAsync("/ops/projections/analytics")).Body.GetProperty("repair");
        while (repair.GetProperty("state").GetString() == "running");
        Assert.Equal(("done", 0), (repair.GetProperty("state").GetString(), repair.GetProperty("repaired").GetInt32()));
        Assert.Equal(0, (await DocketProcess.RunAsync("verify", "--repair", "--data", data.Path)).ExitCode);
    }

    /// <summary>Removes the row of order b, as nobody of this program would.</summary>
    private static void Damage(string views, string view)
    {
        var storage = new FileViewStorage(views, new FileViewOptions(), NullLogger.Instance);
        using var rows = storage.Open(view, 1).Rows!;
        var (batch, keys) = (new RowBatch { State = rows.State with { Parking = null } }, new List<byte[]>());
        rows.Scan((key, _) => keys.Add(key.ToArray()));
        batch.Remove(keys.Single(key => key[^1] == (byte)'b'));
        rows.Commit(batch);
    }

    private static JsonElement Analytics(Ended verified) => verified.Json.GetProperty("views").EnumerateArray()
        .Single(view => view.GetProperty("name").GetString() == "analytics");
}
