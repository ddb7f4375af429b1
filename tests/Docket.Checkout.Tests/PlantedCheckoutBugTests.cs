using Docket.Journal.Processes;

namespace Docket.Checkout.Tests;

/// <summary>The same bugs in checkouts: the books of the ten thousand find each of them.</summary>
public sealed class PlantedCheckoutBugTests
{
    public static TheoryData<ProcessRuntime> Runtimes => [ProcessRuntime.Orchestrated, ProcessRuntime.Choreographed];

    [Theory]
    [MemberData(nameof(Runtimes))]
    public void Compensating_on_an_unknown_outcome_is_found(ProcessRuntime runtime) => AssertFound(
        "and charge-card stands 1 times", Rough(runtime), plan => plan with { Rules = Plants.UnknownIsRefused });

    [Theory]
    [MemberData(nameof(Runtimes))]
    public void Forgetting_the_last_steps_compensation_is_found(ProcessRuntime runtime) => AssertFound(
        "are still reserved", Rough(runtime), plan => plan with { Rules = Plants.LastCompensationIsForgotten });

    [Theory]
    [MemberData(nameof(Runtimes))]
    public void A_timer_lost_on_a_restart_is_found(ProcessRuntime runtime) => AssertFound(
        // The last restarts come while there is much to forget; later ones might find it by chance.
        "it stands still", Rough(runtime) with { CrashesFor = TimeSpan.FromMinutes(20) },
        plan => plan with { Store = Plants.TimersAreLostOnRestart });

    private static CheckoutPlan Rough(ProcessRuntime runtime) => new() { Count = 100, Runtime = runtime };

    /// <summary>Finds it where it was planted, and finds nothing in the same world without it.</summary>
    private static void AssertFound(string expected, CheckoutPlan plan, Func<CheckoutPlan, CheckoutPlan> plant)
    {
        // One world may be lucky; a few are not.
        var seed = Enumerable.Range(1, 4).Cast<int?>().FirstOrDefault(seed => Findings(seed!.Value, plant(plan))
            .Any(finding => finding.Contains(expected, StringComparison.Ordinal)));
        Assert.True(seed is not null, "The bug was not found.");
        Seed.AssertNothing(seed.Value, Findings(seed.Value, plan));
    }

    private static IEnumerable<string> Findings(int seed, CheckoutPlan plan) =>
        CheckoutBooks.Findings(new CheckoutWorld(seed, plan).Play());
}
