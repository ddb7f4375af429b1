using Docket.Checkout.Tests.Given;
using Docket.Domain.Shared;
using Docket.Journal.Processes;
using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Store;
using Rules = Docket.Kernel.Decider<
    Docket.Journal.Processes.Deciding.ProcessState, Docket.Journal.Processes.Deciding.ProcessCommand,
    Docket.Journal.Processes.Deciding.ProcessEvent, Docket.Journal.Processes.Deciding.ProcessRejection>;

namespace Docket.Checkout.Tests;

/// <summary>How many checkouts, who sees to their steps, and how badly they fare.</summary>
internal sealed record CheckoutPlan
{
    public int Count { get; init; } = 500;

    public ProcessRuntime Runtime { get; init; }

    public Faults Faults { get; init; } = Faults.Rough;

    /// <summary>For how long the carrier's answers are lost, from the tenth minute on.</summary>
    public TimeSpan Outage { get; init; }

    public double PersonComes { get; init; } = 0.5;

    /// <summary>How long machines crash.</summary>
    public TimeSpan CrashesFor { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The engine's rules, or some with a bug planted.</summary>
    public Func<ProcessCatalog, Rules> Rules { get; init; } = Process.Decider;

    /// <summary>The journal as a machine sees it; null for one that tells all.</summary>
    public Func<SimulatedJournal, Machine, IEventStore>? Store { get; init; }

    /// <summary>What there is of each product; what is not named is not there.</summary>
    public IReadOnlyDictionary<Sku, int> InStock { get; init; } = Checkouts.Products.ToDictionary(product => product, _ => 300);
}
