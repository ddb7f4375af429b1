using System.Globalization;
using Docket.Journal.Processes;
using Docket.Journal.Processes.Deciding;

namespace Docket.Checkout.Tests;

public sealed class CheckoutSimulationTests
{
    private const string Waiting = "waiting for a person";

    /// <summary>The carrier is gone for longer than what is in doubt is asked for, so that people are called.</summary>
    private static readonly CheckoutPlan Led = new() { Count = 500, Outage = TimeSpan.FromMinutes(15) };

    private static readonly CheckoutPlan Unled = Led with { Count = 250, Runtime = ProcessRuntime.Choreographed };

    [Fact]
    public void Ten_thousand_checkouts_end_or_wait_for_a_person_and_money_goods_and_points_are_right() =>
        Assert.Contains(Waiting, Play(20, Led).Keys);

    /// <summary>A thousand; <c>DOCKET_UNLED_CHECKOUTS</c> asks for more.</summary>
    [Fact]
    public void Without_a_leader_a_thousand_checkouts_end_or_wait_for_a_person_and_the_same_is_right() =>
        Play(Asked() / Unled.Count, Unled);

    [Theory]
    [InlineData(ProcessRuntime.Orchestrated)]
    [InlineData(ProcessRuntime.Choreographed)]
    public void A_seed_replays_exactly(ProcessRuntime runtime)
    {
        Assert.Equal(Trace(7, runtime), Trace(7, runtime));
        Assert.NotEqual(Trace(7, runtime), Trace(8, runtime));
    }

    /// <summary>Everything that was written, without the events' random ids.</summary>
    private static List<string> Trace(int seed, ProcessRuntime runtime)
    {
        var journal = new CheckoutWorld(seed, new CheckoutPlan { Count = 40, Runtime = runtime }).Play().Fleet.Journal;
        return [.. journal.Events.Select(recorded => $"{recorded} {recorded.RecordedAt:O} {recorded.Payload}")];
    }

    private static int Asked() => Environment.GetEnvironmentVariable("DOCKET_UNLED_CHECKOUTS") is { Length: > 0 } count
        ? int.Parse(count, CultureInfo.InvariantCulture)
        : 1_000;

    private static Dictionary<string, int> Play(int worlds, CheckoutPlan plan)
    {
        var statuses = new Dictionary<string, int>();
        foreach (var seed in Seed.From(1, worlds))
        {
            var world = new CheckoutWorld(seed, plan).Play();
            Seed.AssertNothing(seed, CheckoutBooks.Findings(world));
            Count(statuses, world);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Join(", ", statuses.Select(status => $"{status.Value} {status.Key}")));
        return statuses;
    }

    private static void Count(Dictionary<string, int> statuses, CheckoutWorld world)
    {
        foreach (var state in world.Requests.Keys.Select(world.Fleet.StateOf))
        {
            var status = state.Waiting is null ? state.Status : Waiting;
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
        }

        statuses["crashes"] = statuses.GetValueOrDefault("crashes") + world.Fleet.Crashes;
    }
}
