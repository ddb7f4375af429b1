using System.Text.Json;
using Docket.Host.Tests.Api;
using Docket.Host.Tests.Running;

namespace Docket.Host.Tests.Participants;

/// <summary>What an operator does with sagas that wait for a person, over HTTP and on the command line.</summary>
public sealed class SagaDecisionTests
{
    [Theory]
    [InlineData("orchestrated")]
    [InlineData("choreographed")]
    public async Task A_saga_that_cannot_be_undone_is_resumed_compensated_or_skipped_by_a_person(string runtime)
    {
        using var data = new TemporaryDirectory();
        await using var participants = await RunningParticipants.StartAsync();
        await using var service = await RunningService.StartAsync(
            data.Path, [.. participants.Options, "--checkout", runtime]);
        await participants.SwitchAsync("shipping", """{ "refuse": 1 }""");
        await participants.SwitchAsync("payments", """{ "refuse_undoing": 1 }""");
        string[] orders = ["o1", "o2", "o3", "o4"];
        foreach (var order in orders) await StopAsync(service, order);

        Assert.Equal(orders.Select(order => order + ".1"), await WaitingAsync(data.Path));
        await UntilMeasuredAsync(service, "docket_sagas_stopped_total{failed=\"true\"} 4\n");
        Assert.Equal(400, (await DecideAsync(service, "o1.1", "resume", """{ "reason": 7 }""")).Code);

        // Asked again while the bank still says no, it stops again.
        Assert.Equal(200, (await DecideAsync(service, "o1.1", "resume")).Code);
        await UntilAsync(service, "o1.1", saga => Log(saga).Count(entry => entry == "stopped_for_person") == 2);
        await participants.MendAsync("payments");

        Assert.Equal(0, (await DocketProcess.RunAsync("sagas", "resume", "o1.1", "--data", data.Path)).ExitCode);
        Assert.Equal(0, (await DocketProcess.RunAsync("sagas", "compensate", "o2.1", "--data", data.Path)).ExitCode);
        Assert.Equal(0, (await DocketProcess.RunAsync("sagas", "skip", "o3.1", "--data", data.Path)).ExitCode);
        Assert.Equal(200, (await DecideAsync(service, "o4.1", "compensate", """{ "reason": "The bank is back." }""")).Code);

        foreach (var order in orders)
            Assert.Equal("compensated", (await CheckoutTests.EndAsync(service, order + ".1")).GetProperty("status").GetString());
        var refunded = (await participants.EffectsAsync()).Where(effect => effect.Operation == "refunds");
        Assert.Equal(["o1.1", "o2.1", "o4.1"], refunded.Select(effect => effect.Saga).Order());
        Assert.Empty(await WaitingAsync(data.Path));
        Assert.Equal(422, (await DecideAsync(service, "o1.1", "skip")).Code);
        Assert.Equal(1, (await DocketProcess.RunAsync("sagas", "skip", "o1.1", "--data", data.Path)).ExitCode);
    }

    private static async Task StopAsync(RunningService service, string order)
    {
        await CheckoutTests.FillTheHouseAsync(service, order);
        Assert.Equal(202, (await service.PostAsync($"/orders/{order}/checkout")).Code);
        await UntilAsync(
            service, order + ".1", saga => saga.GetProperty("waits_for_person").ValueKind == JsonValueKind.String);
    }

    private static Task<Answer> DecideAsync(RunningService service, string saga, string choice, string? body = null) =>
        service.PostAsync($"/ops/sagas/{saga}/{choice}", body);

    private static async Task<IEnumerable<string?>> WaitingAsync(string data)
    {
        var listed = await DocketProcess.RunAsync(
            "sagas", "list", "--status", "waiting_for_person", "--json", "--data", data);
        return listed.Json.GetProperty("sagas").EnumerateArray().Select(saga => saga.GetProperty("saga_id").GetString()).Order();
    }

    private static async Task UntilAsync(RunningService service, string id, Func<JsonElement, bool> isSo)
    {
        while (!isSo((await service.GetAsync("/ops/sagas/" + id)).Body))
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
    }

    private static async Task UntilMeasuredAsync(RunningService service, string line)
    {
        while (!(await service.GetTextAsync("/metrics")).Contains(line, StringComparison.Ordinal))
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
    }

    private static IEnumerable<string?> Log(JsonElement saga) =>
        saga.GetProperty("log").EnumerateArray().Select(entry => entry.GetProperty("event").GetString());
}
