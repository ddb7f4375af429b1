using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Running;
using Docket.Journal.Processes.Tests.Simulation;
using Docket.Journal.Store;

namespace Docket.Journal.Processes.Tests.Running;

public sealed class TimerTests
{
    private static readonly ProcessDefinition Trial = ProcessDefinition.Named("trial", version: 1)
        .Within(TimeSpan.FromDays(60))
        .Step("welcome", step => step.By("post").NotUndone("A letter that is sent is sent."))
        .Pause("thirty-days", TimeSpan.FromDays(30))
        .Step("invoice", step => step.By("post").NotUndone("A letter that is sent is sent."))
        .Build();

    [Fact]
    public void A_timer_of_thirty_days_outlives_every_restart_and_fires_once()
    {
        var world = new World(1);
        var fleet = FleetOf(world, new SimulatedService(world, "post"));
        fleet.StartInstance("trial", "t", new JsonText("{}"), TimeSpan.FromSeconds(1));
        for (var day = 0; day < 29; day++)
        {
            world.RunUntil(() => false, TimeSpan.FromDays(1));
            fleet.Deploy(fleet.Plan);
        }

        Assert.False(fleet.IsSettled);
        Assert.True(world.RunUntil(() => fleet.IsSettled, TimeSpan.FromDays(2)));
        var events = fleet.EventsOf("t").ToList();
        var fired = Assert.Single(events.OfType<TimerFired>());
        var set = events.OfType<TimerSet>().Single(timer => timer.Timer == ProcessTimers.Pause);
        Assert.InRange(fired.At - set.Due, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void A_timer_that_came_due_while_no_machine_ran_fires_at_the_next_start()
    {
        var world = new World(1);
        var fleet = FleetOf(world, new SimulatedService(world, "post"));
        fleet.StartInstance("trial", "t", new JsonText("{}"), TimeSpan.FromSeconds(1));
        world.RunUntil(() => false, TimeSpan.FromDays(1));
        fleet.Deploy(fleet.Plan with { Machines = 0 });
        world.RunUntil(() => false, TimeSpan.FromDays(40));
        fleet.Deploy(fleet.Plan with { Machines = 1 });
        Assert.True(world.RunUntil(() => fleet.IsSettled, TimeSpan.FromMinutes(5)));
        Assert.Equal(ProcessStatus.Completed, fleet.StateOf("t").Status);
    }

    [Fact]
    public void Timers_come_out_by_time_whenever_they_were_set()
    {
        var timers = new TimerQueue();
        var noon = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
        timers.Add(noon.AddDays(2), new Position(1));
        timers.Add(noon, new Position(2));
        timers.Add(noon.AddDays(1), new Position(3));

        Assert.Null(timers.TakeDue(noon.AddTicks(-1)));
        Assert.Equal((noon, new Position(2)), timers.TakeDue(noon.AddDays(1)));
        Assert.Equal((noon.AddDays(1), new Position(3)), timers.TakeDue(noon.AddDays(1)));
        Assert.Null(timers.TakeDue(noon.AddDays(1)));
    }

    /// <summary>An instance that waits holds two timers: its deadline, and what it waits for.</summary>
    [Fact]
    public void A_million_waiting_instances_take_at_most_48_bytes_each()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var timers = new TimerQueue();
        for (var i = 0; i < 2_000_000; i++) timers.Add(World.Start.AddSeconds(i), new Position(i));
        var taken = GC.GetTotalMemory(forceFullCollection: true) - before;

        Assert.InRange(taken / 1_000_000, 16, 48);
        Assert.Equal(2_000_000, timers.Count);
    }

    private static Fleet FleetOf(World world, SimulatedService post) => new(world, Journey.Codec, new FleetPlan
    {
        Catalog = new ProcessCatalog(Trial),
        Participants = FleetPlan.Of(world, post),
    });
}
