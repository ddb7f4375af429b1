using Docket.Application.Wire;
using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Journal.Deciding;
using Docket.Journal.Snapshots;
using Docket.Journal.Store;

namespace Docket.Application.Orders;

/// <summary>Runs commands on orders: one order, one stream.</summary>
public sealed class OrderService
{
    private readonly IEventStore _store;
    private readonly DeciderRunner<OrderState, OrderCommand, OrderEvent, OrderRejection> _runner;

    /// <summary>Runs on this store; without a snapshot store long streams are replayed whole.</summary>
    public OrderService(IEventStore store, TimeProvider clock, DeciderRunnerOptions options, ISnapshotStore? snapshots)
    {
        _store = store;
        _runner = new(store, OrderAggregate.Create(), clock, options, snapshots);
    }

    /// <summary>The stream that an order's events are in.</summary>
    public static StreamName StreamOf(OrderId order) => new(WireNames.OrderCategory, order.Value);

    /// <summary>Runs one command.</summary>
    /// <returns>How it ended; when it is <c>Done</c>, what it recorded is durable.</returns>
    /// <exception cref="JournalUnavailableException">The store cannot write now; ask again with the same key.</exception>
    public ValueTask<CommandOutcome<OrderRejection>> ExecuteAsync(
        OrderId order, OrderCommand command, CommandContext context, CancellationToken cancellationToken) =>
        _runner.RunAsync(order.Value, command, context, cancellationToken);

    /// <summary>The order as its rules see it, from the journal as it is now.</summary>
    public async ValueTask<OrderState> LoadAsync(OrderId order, CancellationToken cancellationToken) =>
        (await _runner.LoadAsync(order.Value, cancellationToken)).State;

    /// <summary>
    /// Which payment an outcome confirmed. For a repeat that is the first answer's payment, not one made up anew.
    /// </summary>
    /// <returns>Null where the outcome's last event is no payment, as when the same payment was confirmed before.</returns>
    public async ValueTask<PaymentId?> FindPaymentAsync(
        CommandOutcome<OrderRejection>.Done done, CancellationToken cancellationToken)
    {
        var before = new StreamVersion(done.Version.Value - 1);
        await foreach (var recorded in _store.ReadStreamAsync(done.Stream, before, cancellationToken))
            return (recorded.Payload as PaymentConfirmed)?.Payment;
        return null;
    }
}
