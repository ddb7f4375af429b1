using Docket.Application.Wire;
using Docket.Domain.Shared;
using Docket.Domain.Stock;
using Docket.Journal.Deciding;
using Docket.Journal.Snapshots;
using Docket.Journal.Store;

namespace Docket.Application.Checkout;

/// <summary>Runs commands on products' stock: one product, one stream.</summary>
/// <remarks>
/// Every checkout of a product that sells well writes to that product's stream. So within a process they take turns: a
/// checkout must not be given up because many wanted the same at once.
/// </remarks>
public sealed class StockService
{
    /// <summary>Raise it when <see cref="StockState"/> or its fold changes: older snapshots are then ignored.</summary>
    private const int StateSchemaVersion = 1;

    private readonly DeciderRunner<StockState, StockCommand, StockEvent, StockRejection> _runner;

    /// <summary>Runs on this store; without a snapshot store long streams are replayed whole.</summary>
    public StockService(IEventStore store, TimeProvider clock, DeciderRunnerOptions options, ISnapshotStore? snapshots) =>
        _runner = new(store, new Aggregate<StockState, StockCommand, StockEvent, StockRejection>
        {
            Category = WireNames.StockCategory,
            Decider = Stock.Decider,
            OccurredAt = recorded => recorded.At,
            Snapshots = new SnapshotForm<StockState>(StateSchemaVersion, WireJson.Create().StockState, Every: 100),
        }, clock, options with { TakesTurns = true }, snapshots);

    /// <summary>Runs one command.</summary>
    public ValueTask<CommandOutcome<StockRejection>> ExecuteAsync(
        Sku product, StockCommand command, CommandContext context, CancellationToken cancellationToken) =>
        _runner.RunAsync(product.Value, command, context, cancellationToken);

    /// <summary>A product's stock, from the journal as it is now.</summary>
    public async ValueTask<StockState> LoadAsync(Sku product, CancellationToken cancellationToken) =>
        (await _runner.LoadAsync(product.Value, cancellationToken)).State;
}
