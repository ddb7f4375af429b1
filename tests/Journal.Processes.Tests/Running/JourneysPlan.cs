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

    public int Machines { get; init; } = 1;

    public Faults Faults { get; init; } = Faults.None;

    public double CrashChance { get; init; }

    public double PersonComes { get; init; }

    public long CrashAtTurn { get; init; }

    public Func<ProcessCatalog, Rules> Rules { get; init; } = Process.Decider;

    public Func<SimulatedJournal, Machine, IEventStore> Store { get; init; } =
        (journal, machine) => new JournalClient(journal, machine);
}
