using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Participants;
using Docket.Journal.Store;
using Docket.Kernel;
using Rules = Docket.Kernel.Decider<
    Docket.Journal.Processes.Deciding.ProcessState, Docket.Journal.Processes.Deciding.ProcessCommand,
    Docket.Journal.Processes.Deciding.ProcessEvent, Docket.Journal.Processes.Deciding.ProcessRejection>;

namespace Docket.Journal.Processes.Tests.Simulation;

/// <summary>What a fleet runs, and how badly it fares. The seams for planted bugs are the rules and the store.</summary>
internal sealed record FleetPlan
{
    public required ProcessCatalog Catalog { get; init; }

    /// <summary>The participants as a machine reaches them.</summary>
    public required Func<Machine, Fleet, IReadOnlyDictionary<string, IParticipant>> Participants { get; init; }

    /// <summary>Who sees to the steps; the machines run what either wants.</summary>
    public ProcessRuntime Runtime { get; init; }

    public int Machines { get; init; } = 1;

    /// <summary>
    /// Without a leader each participant has leases of its own on every machine: asked for less often, they take less of
    /// the test's time.
    /// </summary>
    public TimeSpan LeaseLength => TimeSpan.FromSeconds(Runtime == ProcessRuntime.Orchestrated ? 15 : 60);

    /// <summary>The probability that a machine crashes after one of its turns.</summary>
    public double CrashChance { get; init; }

    /// <summary>How long machines crash. After it they run: what was lost by then stays lost, and is found.</summary>
    public TimeSpan CrashesFor { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The probability that somebody looks after an instance that waits for a person.</summary>
    public double PersonComes { get; init; }

    public Func<ProcessCatalog, Rules> Rules { get; init; } = Process.Decider;

    public Func<SimulatedJournal, Machine, IEventStore> Store { get; init; } =
        (journal, machine) => new JournalClient(journal, machine);

    /// <summary>Simulated services by their names.</summary>
    public static Func<Machine, Fleet, IReadOnlyDictionary<string, IParticipant>> Of(
        World world, params IReadOnlyList<SimulatedService> services) => (machine, fleet) => services.ToDictionary(
            service => service.Name,
            service => (IParticipant)new WatchedParticipant(new ServiceClient(world, machine, service), fleet.Asked));
}

/// <summary>Shows each call to somebody before it is made.</summary>
internal sealed class WatchedParticipant(IParticipant inner, Action<StepCall> asked) : IParticipant
{
    public ValueTask<StepOutcome> ExecuteAsync(StepCall call, CancellationToken cancellationToken)
    {
        asked(call);
        return inner.ExecuteAsync(call, cancellationToken);
    }

    public ValueTask<StepOutcome?> QueryAsync(StepCall call, CancellationToken cancellationToken) =>
        inner.QueryAsync(call, cancellationToken);
}
