using System.Text.Json;
using Docket.Host.Tests.Api;
using Docket.Host.Tests.Running;

namespace Docket.Host.Tests.Participants;

/// <summary>A bank that cuts connections, is gone for a while, and comes back.</summary>
public sealed class OutageTests
{
    [Theory]
    [InlineData("orchestrated")]
    [InlineData("choreographed")]
    public async Task A_checkout_goes_on_by_itself_when_a_participant_is_back(string runtime)
    {
        using var data = new TemporaryDirectory();
        await using var participants = await RunningParticipants.StartAsync();
        await using var service = await RunningService.StartAsync(
            data.Path, [.. participants.Options, "--checkout", runtime]);
        await participants.SwitchAsync("payments", """{ "cut_before": 1 }""");
        await CheckoutTests.FillTheHouseAsync(service, "8471");
        await service.PostAsync("/orders/8471/checkout");
        await UntilLoggedAsync(service, "step_outcome_unknown", "broke off");

        await participants.GoAwayAsync();
        await UntilLoggedAsync(service, "step_failed_for_now", "could not be reached");
        await participants.ComeBackAsync();

        var saga = await CheckoutTests.EndAsync(service, "8471.1");
        Assert.Equal("completed", saga.GetProperty("status").GetString());
        Assert.Equal(["charges", "shipments"], (await participants.EffectsAsync()).Select(effect => effect.Operation));
    }

    private static async Task UntilLoggedAsync(RunningService service, string happened, string detail)
    {
        while (!Log(await service.GetAsync("/ops/sagas/8471.1")).Any(entry =>
            entry.GetProperty("event").GetString() == happened
            && entry.GetProperty("detail").GetString()!.Contains(detail, StringComparison.Ordinal)))
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
    }

    private static JsonElement.ArrayEnumerator Log(Answer saga) => saga.Body.GetProperty("log").EnumerateArray();
}
