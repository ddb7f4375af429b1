using Docket.Journal.Processes.Tests.Simulation;

namespace Docket.Journal.Processes.Tests.Running;

public sealed class SimulationTests
{
    [Fact]
    public void Whatever_happens_every_instance_ends_or_waits_for_a_person_and_the_books_are_right()
    {
        foreach (var seed in Seed.From(1, 4)) Seed.AssertNothing(seed, Journeys.Findings(Journeys.Play(seed, Journeys.Rough(500))));
    }

    [Fact]
    public void A_seed_replays_exactly()
    {
        Assert.Equal(Journeys.Trace(7), Journeys.Trace(7));
        Assert.NotEqual(Journeys.Trace(7), Journeys.Trace(8));
    }
}
