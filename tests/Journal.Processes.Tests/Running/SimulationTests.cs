using Docket.Journal.Processes.Tests.Simulation;

namespace Docket.Journal.Processes.Tests.Running;

public sealed class SimulationTests
{
    [Theory]
    [InlineData(ProcessRuntime.Orchestrated, 4)]
    [InlineData(ProcessRuntime.Choreographed, 2)]
    public void Whatever_happens_every_instance_ends_or_waits_for_a_person_and_the_books_are_right(
        ProcessRuntime runtime, int worlds)
    {
        foreach (var seed in Seed.From(1, worlds))
            Seed.AssertNothing(seed, Journeys.Findings(Journeys.Play(seed, Journeys.Rough(500) with { Runtime = runtime })));
    }

    [Theory]
    [InlineData(ProcessRuntime.Orchestrated)]
    [InlineData(ProcessRuntime.Choreographed)]
    public void A_seed_replays_exactly(ProcessRuntime runtime)
    {
        Assert.Equal(Journeys.Trace(7, runtime), Journeys.Trace(7, runtime));
        Assert.NotEqual(Journeys.Trace(7, runtime), Journeys.Trace(8, runtime));
    }
}
