using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Tests.Simulation;

namespace Docket.Journal.Processes.Tests.Running;

/// <summary>One journey, and a crash at each await it comes by, one after the other.</summary>
public sealed class CrashTests
{
    [Theory]
    [InlineData(ProcessRuntime.Orchestrated)]
    [InlineData(ProcessRuntime.Choreographed)]
    public void A_crash_at_any_await_of_a_success_loses_nothing(ProcessRuntime runtime) =>
        CrashEverywhere(new JourneysPlan { Runtime = runtime }, ProcessStatus.Completed);

    [Theory]
    [InlineData(ProcessRuntime.Orchestrated)]
    [InlineData(ProcessRuntime.Choreographed)]
    public void A_crash_at_any_await_of_a_taking_back_loses_nothing(ProcessRuntime runtime) =>
        CrashEverywhere(new JourneysPlan { Refuses = "hotel", Runtime = runtime }, ProcessStatus.Compensated);

    private static void CrashEverywhere(JourneysPlan plan, string status)
    {
        var turns = Journeys.Play(1, plan).SettledAt;
        Assert.InRange(turns, 50, 2_000);
        for (var turn = 1; turn <= turns; turn++)
        {
            var played = Journeys.Play(1, plan with { CrashAtTurn = turn });
            Assert.Empty(Journeys.Findings(played).Select(finding => $"crash at turn {turn}: {finding}"));
            Assert.Equal(status, played.Fleet.StateOf("j1").Status);
        }
    }
}
