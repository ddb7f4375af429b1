using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Tests.Simulation;

namespace Docket.Journal.Processes.Tests.Running;

/// <summary>
/// A hotel whose answers do not come any more, so that nobody knows what it did; its line is mended later.
/// </summary>
public sealed class OutageTests
{
    public static TheoryData<ProcessRuntime> Runtimes => [ProcessRuntime.Orchestrated, ProcessRuntime.Choreographed];

    [Theory]
    [MemberData(nameof(Runtimes))]
    public void A_participant_that_is_back_in_time_is_asked_without_a_person(ProcessRuntime runtime)
    {
        var events = Play(runtime, TimeSpan.FromMinutes(4));
        Assert.Equal(ProcessStatus.Completed, Assert.Single(events.OfType<ProcessEnded>()).Status);
        Assert.Empty(events.OfType<StoppedForPerson>());
        Assert.InRange(events.OfType<StepOutcomeUnknown>().Count(), Journey.ThreeTries.TriesMax + 1, 20);
    }

    [Theory]
    [MemberData(nameof(Runtimes))]
    public void For_one_that_stays_away_a_person_is_called_when_its_time_is_over(ProcessRuntime runtime)
    {
        var events = Play(runtime, TimeSpan.FromHours(1));
        var stopped = Assert.IsType<StoppedForPerson>(events[^1]);
        var first = events.OfType<StepTried>().First(tried => tried.Step == Journey.Hotel);
        var most = Journey.ThreeTries.Timeout;
        Assert.InRange(stopped.At - first.At, most - Journey.ThreeTries.DelayMax, most);
        Assert.Empty(events.OfType<CompensationBegun>());
    }

    private static List<ProcessEvent> Play(ProcessRuntime runtime, TimeSpan away)
    {
        var world = new World(1);
        SimulatedService[] services = [new(world, "airline"), new(world, "hotel"), new(world, "post")];
        services[1].Faults = new Faults { LosesReply = 1 };
        var fleet = new Fleet(world, Journey.Codec, new FleetPlan
        {
            Catalog = Journey.Catalog,
            Participants = FleetPlan.Of(world, services),
            Runtime = runtime,
        });
        fleet.StartInstance(Journey.Name, "j1", new JsonText("{}"), TimeSpan.FromSeconds(1));
        world.After(away, null, () => services[1].Faults = Faults.None);
        world.RunUntil(() => fleet.IsSettled, TimeSpan.FromMinutes(30));
        return [.. fleet.EventsOf("j1")];
    }
}
