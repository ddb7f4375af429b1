using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Tests.Simulation;

namespace Docket.Journal.Processes.Tests.Running;

public sealed class VersionTests
{
    private static readonly ProcessDefinition Next = ProcessDefinition.Named(Journey.Name, version: 2)
        .Within(TimeSpan.FromHours(2))
        .Step("train", step => step.By("airline").UndoneBy("cancel-train"))
        .Build();

    [Theory]
    [InlineData(ProcessRuntime.Orchestrated)]
    [InlineData(ProcessRuntime.Choreographed)]
    public void A_running_instance_finishes_on_the_version_it_began_with_and_a_new_one_begins_on_the_newest(
        ProcessRuntime runtime)
    {
        var world = new World(1);
        SimulatedService[] services =
            [new(world, "airline"), new(world, "hotel") { Faults = new Faults { Fails = 1 } }, new(world, "post")];
        var plan = new FleetPlan
        {
            Catalog = new ProcessCatalog(Journey.Definition),
            Participants = FleetPlan.Of(world, services),
            Runtime = runtime,
        };
        var fleet = new Fleet(world, Journey.Codec, plan);
        fleet.StartInstance(Journey.Name, "old", new JsonText("{}"), TimeSpan.FromSeconds(1));
        Assert.True(world.RunUntil(() => fleet.StateOf("old").Awaits(ProcessTimers.Retry), TimeSpan.FromMinutes(1)));

        services[1].Faults = Faults.None;
        fleet.Deploy(plan with { Catalog = new ProcessCatalog(Journey.Definition, Next) });
        fleet.StartInstance(Journey.Name, "new", new JsonText("{}"), TimeSpan.FromSeconds(1));
        Assert.True(world.RunUntil(() => fleet.IsSettled, TimeSpan.FromHours(1)));

        Assert.Equal([Journey.Flight, Journey.Hotel, Journey.Letter], StepsOf(fleet, "old"));
        Assert.Equal(["train"], StepsOf(fleet, "new"));
    }

    [Theory]
    [InlineData(ProcessRuntime.Orchestrated)]
    [InlineData(ProcessRuntime.Choreographed)]
    public void Without_the_version_an_instance_began_with_it_stands_still_and_is_not_lost(
        ProcessRuntime runtime)
    {
        var world = new World(1);
        SimulatedService[] services =
            [new(world, "airline"), new(world, "hotel") { Faults = new Faults { LosesRequest = 1 } }, new(world, "post")];
        var plan = new FleetPlan
        {
            Catalog = new ProcessCatalog(Journey.Definition),
            Participants = FleetPlan.Of(world, services),
            Runtime = runtime,
        };
        var fleet = new Fleet(world, Journey.Codec, plan);
        fleet.StartInstance(Journey.Name, "old", new JsonText("{}"), TimeSpan.FromSeconds(1));
        Assert.True(world.RunUntil(() => fleet.StateOf("old").InFlight is { Step: Journey.Hotel }, TimeSpan.FromMinutes(1)));
        services[1].Faults = Faults.None;

        fleet.Deploy(plan with { Catalog = new ProcessCatalog(Next) });
        Assert.False(world.RunUntil(() => fleet.IsSettled, TimeSpan.FromHours(3)));
        fleet.Deploy(plan with { Catalog = new ProcessCatalog(Journey.Definition, Next) });
        Assert.True(world.RunUntil(() => fleet.IsSettled, TimeSpan.FromHours(1)));
    }

    private static IEnumerable<string> StepsOf(Fleet fleet, string id) =>
        fleet.EventsOf(id).OfType<StepSucceeded>().Where(step => step.Kind == CallKind.Action).Select(step => step.Step);
}
