using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Tests.Given;
using Docket.Journal.Processes.Tests.Simulation;

namespace Docket.Journal.Processes.Tests.Running;

/// <summary>Many journeys in one simulation.</summary>
internal static class Journeys
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(10);

    public static JourneysPlan Rough(int count) =>
        new() { Count = count, Faults = Faults.Rough, CrashChance = 0.0005, PersonComes = 0.5, Machines = 3 };

    /// <summary>Runs them and looks at the books.</summary>
    public static IReadOnlyList<string> Run(int seed, JourneysPlan plan)
    {
        var (fleet, services, ids) = Play(seed, plan);
        return [.. Books.Findings(fleet, Journey.Catalog, ids, services)];
    }

    /// <summary>Everything that was written, without the events' random ids.</summary>
    public static IReadOnlyList<string> Trace(int seed)
    {
        var journal = Play(seed, Rough(30)).Fleet.Journal;
        return [.. journal.Range(0, journal.Head.Value).Select(recorded => $"{recorded} {recorded.RecordedAt:O} {recorded.Payload}")];
    }

    public static (Fleet Fleet, IReadOnlyDictionary<string, SimulatedService> Services, List<string> Ids) Play(
        int seed, JourneysPlan plan)
    {
        var world = new World(seed);
        SimulatedService[] services = [new(world, "airline"), new(world, "hotel"), new(world, "post")];
        foreach (var service in services) service.Faults = plan.Faults;
        var fleet = new Fleet(world, Journey.Codec, new FleetPlan
        {
            Catalog = Journey.Catalog,
            Participants = FleetPlan.Of(world, services),
            Machines = plan.Machines,
            CrashChance = plan.CrashChance,
            PersonComes = plan.PersonComes,
            Rules = plan.Rules,
            Store = plan.Store,
        }) { CrashAtTurn = plan.CrashAtTurn };
        var ids = Enumerable.Range(1, plan.Count).Select(number => $"j{number}").ToList();
        foreach (var id in ids) fleet.StartInstance(Journey.Name, id, new JsonText("{}"), world.UpTo(TimeSpan.FromMinutes(30)));
        world.RunUntil(() => fleet.IsSettled, Longest);

        // What is still on its way arrives, after everybody has stopped waiting for it.
        world.RunUntil(() => false, TimeSpan.FromHours(1));
        return (fleet, services.ToDictionary(service => service.Name), ids);
    }
}
