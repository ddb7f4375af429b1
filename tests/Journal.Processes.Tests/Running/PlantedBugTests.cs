using Docket.Journal.Processes.Tests.Simulation;

namespace Docket.Journal.Processes.Tests.Running;

/// <summary>Bugs that such engines have had, planted: the simulation finds each of them.</summary>
public sealed class PlantedBugTests
{
    public static TheoryData<ProcessRuntime> Runtimes => [ProcessRuntime.Orchestrated, ProcessRuntime.Choreographed];

    [Theory]
    [MemberData(nameof(Runtimes))]
    public void Compensating_on_an_unknown_outcome_is_found(ProcessRuntime runtime) =>
        AssertFound("and hotel stands 1 times", Rough(runtime), plan => plan with { Rules = Plants.UnknownIsRefused });

    [Theory]
    [MemberData(nameof(Runtimes))]
    public void Forgetting_the_last_steps_compensation_is_found(ProcessRuntime runtime) => AssertFound(
        "and flight stands 1 times", Rough(runtime), plan => plan with { Rules = Plants.LastCompensationIsForgotten });

    [Theory]
    [MemberData(nameof(Runtimes))]
    public void A_timer_lost_on_a_restart_is_found(ProcessRuntime runtime) => AssertFound(
        "it stands still", Rough(runtime) with { CrashesFor = TimeSpan.FromMinutes(20) },
        plan => plan with { Store = Plants.TimersAreLostOnRestart });

    [Theory]
    [MemberData(nameof(Runtimes))]
    public void A_new_key_for_a_new_try_is_found(ProcessRuntime runtime) =>
        AssertFound("took effect 2 times", Rough(runtime), plan => plan with { Rules = Plants.KeyIsNewForEachTry });

    private static JourneysPlan Rough(ProcessRuntime runtime) => Journeys.Rough(200) with { Runtime = runtime };

    /// <summary>Finds it where it was planted, and finds nothing in the same world without it.</summary>
    private static void AssertFound(string expected, JourneysPlan plan, Func<JourneysPlan, JourneysPlan> plant)
    {
        // One world may be lucky; a few are not.
        var seed = Enumerable.Range(1, 4).Cast<int?>().FirstOrDefault(seed => Findings(seed!.Value, plant(plan))
            .Any(finding => finding.Contains(expected, StringComparison.Ordinal)));
        Assert.True(seed is not null, "The bug was not found.");
        Seed.AssertNothing(seed.Value, Findings(seed.Value, plan));
    }

    private static IEnumerable<string> Findings(int seed, JourneysPlan plan) =>
        Journeys.Findings(Journeys.Play(seed, plan));
}
