using Docket.Journal.Processes.Tests.Simulation;

namespace Docket.Journal.Processes.Tests.Running;

/// <summary>Many journeys in one simulation.</summary>
internal static class Journeys
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    public static JourneysPlan Rough(int count) =>
        new() { Count = count, Faults = Faults.Rough, CrashChance = 0.0005, PersonComes = 0.5, Machines = 3 };

    public static IEnumerable<string> Findings(Played played) =>
        Books.Findings(played.Fleet, Journey.Catalog, played.Ids, played.Services);

    /// <summary>Everything that was written, without the events' random ids.</summary>
    public static IReadOnlyList<string> Trace(int seed, ProcessRuntime runtime)
    {
        var journal = Play(seed, Rough(30) with { Runtime = runtime }).Fleet.Journal;
        return [.. journal.Range(0, journal.Head.Value).Select(recorded => $"{recorded} {recorded.RecordedAt:O} {recorded.Payload}")];
    }

    /// <summary>Runs them until all are settled, and what is still on its way has arrived.</summary>
    public static Played Play(int seed, JourneysPlan plan)
    {
        var world = new World(seed);
        SimulatedService[] services = [new(world, "airline"), new(world, "hotel"), new(world, "post")];
        foreach (var service in services) (service.Faults, service.RefusesAll) = (plan.Faults, service.Name == plan.Refuses);
        var fleet = new Fleet(world, Journey.Codec, new FleetPlan
        {
            Catalog = Journey.Catalog,
            Participants = FleetPlan.Of(world, services),
            Runtime = plan.Runtime,
            Machines = plan.Machines,
            CrashChance = plan.CrashChance,
            CrashesFor = plan.CrashesFor,
            PersonComes = plan.PersonComes,
            Rules = plan.Rules,
            Store = plan.Store,
        })
        { CrashAtTurn = plan.CrashAtTurn };
        var ids = Enumerable.Range(1, plan.Count).Select(number => $"j{number}").ToList();
        foreach (var id in ids) fleet.StartInstance(Journey.Name, id, new JsonText("{}"), world.UpTo(TimeSpan.FromMinutes(30)));
        world.RunUntil(() => fleet.IsSettled, Longest);
        var settledAt = world.Turns;
        world.RunUntil(() => false, plan.Faults == Faults.None ? TimeSpan.FromSeconds(10) : TimeSpan.FromMinutes(15));
        return new Played(fleet, services.ToDictionary(service => service.Name), ids, settledAt);
    }
}
