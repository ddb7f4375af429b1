using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Tests.Simulation;
using Docket.Journal.Store;
using Rules = Docket.Kernel.Decider<
    Docket.Journal.Processes.Deciding.ProcessState, Docket.Journal.Processes.Deciding.ProcessCommand,
    Docket.Journal.Processes.Deciding.ProcessEvent, Docket.Journal.Processes.Deciding.ProcessRejection>;

namespace Docket.Journal.Processes.Tests.Running;

/// <summary>How many journeys, and how badly they fare.</summary>
internal sealed record JourneysPlan
{
    public int Count { get; init; } = 1;

    public ProcessRuntime Runtime { get; init; }

    public int Machines { get; init; } = 1;

    public Faults Faults { get; init; } = Faults.None;

    /// <summary>A participant that refuses whatever it is asked to do.</summary>
    public string? Refuses { get; init; }

    public double CrashChance { get; init; }

    public TimeSpan CrashesFor { get; init; } = TimeSpan.FromHours(1);

    public double PersonComes { get; init; }

    public long CrashAtTurn { get; init; }

    public Func<ProcessCatalog, Rules> Rules { get; init; } = Process.Decider;

    public Func<SimulatedJournal, Machine, IEventStore> Store { get; init; } =
        (journal, machine) => new JournalClient(journal, machine);
}

/// <summary>What came of it.</summary>
/// <param name="Fleet">The machines and their journal.</param>
/// <param name="Services">The participants by name.</param>
/// <param name="Ids">The instances.</param>
/// <param name="SettledAt">How many turns it took.</param>
internal sealed record Played(
    Fleet Fleet, IReadOnlyDictionary<string, SimulatedService> Services, IReadOnlyList<string> Ids, long SettledAt);
