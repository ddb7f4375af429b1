using Docket.Application.Wire;
using Docket.Domain.Customers;
using Docket.Domain.Shared;
using Docket.Journal.Deciding;
using Docket.Journal.Store;

namespace Docket.Application.Customers;

/// <summary>Runs commands on customers: one customer, one stream, apart from the orders.</summary>
public sealed class CustomerService
{
    private readonly DeciderRunner<CustomerState, CustomerCommand, CustomerEvent, CustomerRejection> _runner;

    /// <summary>Runs on this store. A customer's stream is short, so it has no snapshots.</summary>
    public CustomerService(IEventStore store, TimeProvider clock, DeciderRunnerOptions options) => _runner = new(
        store,
        new Aggregate<CustomerState, CustomerCommand, CustomerEvent, CustomerRejection>
        {
            Category = WireNames.CustomerCategory,
            Decider = Customer.Decider,
            OccurredAt = recorded => recorded.At,
        },
        clock,
        options,
        snapshots: null);

    /// <summary>The stream that a customer's events are in.</summary>
    public static StreamName StreamOf(CustomerId customer) => new(WireNames.CustomerCategory, customer.Value);

    /// <summary>Runs one command.</summary>
    /// <returns>How it ended; when it is <c>Done</c>, what it recorded is durable.</returns>
    /// <exception cref="JournalUnavailableException">The store cannot write now; ask again with the same key.</exception>
    public ValueTask<CommandOutcome<CustomerRejection>> ExecuteAsync(
        CustomerId customer, CustomerCommand command, CommandContext context, CancellationToken cancellationToken) =>
        _runner.RunAsync(customer.Value, command, context, cancellationToken);
}
