using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Docket.Host.Tests.Running;
using Docket.Journal.Files;
using Docket.Journal.Serialization;
using Docket.Journal.Store;
using Docket.Kernel;

namespace Docket.Host.Tests.Api;

/// <summary>An event that no view can read: parked, told, retried and skipped over HTTP and by the verbs.</summary>
public sealed class ParkedTests
{
    [Fact]
    public async Task An_unreadable_event_is_parked_told_and_skipped_while_all_else_goes_on()
    {
        using var data = new TemporaryDirectory();
        await PlantAsync(data["journal"]);
        await using var service = await RunningService.StartAsync(data.Path);
        var good = await service.PostAsync("/orders", Bodies.Order("good"));
        Assert.Equal(200, (await service.GetAsync($"/orders/good?min_seq={good.Seq}")).Code);
        var parked = (await service.GetAsync("/ops/parked")).Body.GetProperty("parked");
        var first = parked.EnumerateArray().First(one => one.GetProperty("view").GetString() == "order-summary");
        Assert.Equal(("order-bad", 1), (first.GetProperty("stream").GetString(),
            first.GetProperty("sequence_number").GetInt32()));
        var id = first.GetProperty("id").GetString()!;
        var again = await service.PostAsync($"/ops/parked/{id}/retry");
        Assert.Equal((200, true), (again.Code, again.Body.GetProperty("still_parked").GetBoolean()));
        Assert.Equal(1, (await DocketProcess.RunAsync("projections", "retry", id, "--data", data.Path)).ExitCode);
        var skipped = await DocketProcess.RunAsync("projections", "skip", id, "--json", "--data", data.Path);
        Assert.Equal((0, false), (skipped.ExitCode, skipped.Json.GetProperty("still_parked").GetBoolean()));
        Assert.Equal(404, (await service.PostAsync($"/ops/parked/{id}/skip")).Code);
    }

    [Fact]
    public async Task What_follows_from_an_unreadable_event_is_refused_with_its_position()
    {
        using var data = new TemporaryDirectory();
        await PlantAsync(data["journal"]);
        await using var service = await RunningService.StartAsync(data.Path);
        foreach (var asked in (Answer[])[await service.GetAsync("/orders/bad/history"),
            await service.GetAsync("/orders/bad/state"), await service.GetAsync("/orders/bad?consistency=strong"),
            await service.PostAsync("/orders/bad/cancel", "{}")])
        {
            Assert.Equal((500, "/problems/event-unreadable"), (asked.Code, asked.Type));
            Assert.Contains("position 1 of the journal", asked.Text("detail"), StringComparison.Ordinal);
            Assert.Contains("order.placed.v1 order-bad@1", asked.Text("detail"), StringComparison.Ordinal);
        }

        var told = await DocketProcess.RunAsync("history", "bad", "--data", data.Path);
        Assert.Equal((1, ""), (told.ExitCode, told.Output));
        Assert.StartsWith("docket: order.placed.v1 order-bad@1 #1 cannot be decoded", told.Errors, StringComparison.Ordinal);
        Assert.Single(told.Errors.TrimEnd().Split('\n'));
    }

    private static async Task PlantAsync(string journal)
    {
        Directory.CreateDirectory(journal);
        var type = JsonTypeInfo.CreateJsonTypeInfo<Nonsense>(
            new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() });
        var codec = new EventCodecBuilder().Add("order.placed", 1, type).Build();
        await using var store = FileEventStore.Open(
            new FileStoreOptions { Directory = journal }, codec, TimeProvider.System,
            Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        var now = TimeProvider.System.GetUtcNow();
        var metadata = new EventMetadata { EventId = Guid.CreateVersion7(now), OccurredAt = now };
        await store.TryAppendAsync(
            new AppendRequest(StreamName.FromStored("order", "bad"), ExpectedVersion.NoStream,
                [new NewEvent(new Nonsense(), metadata)]),
            TestContext.Current.CancellationToken);
    }

    private sealed record Nonsense;
}
