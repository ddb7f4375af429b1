using Docket.Application.Orders;
using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Host.Composition;
using Docket.Host.Output;
using Docket.Journal.Deciding;
using Docket.Journal.Snapshots;

namespace Docket.Host.Demo;

/// <summary>An order that grows long enough for a snapshot; loaded with it and without, it is the same.</summary>
internal sealed class SnapshotSteps(EmbeddedDocket docket, TimeProvider clock, OrderId order)
{
    private const int LinesAdded = 119;
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(10);
    private static readonly OrderLine Line = new(new Sku("spoon"), "Tea spoon", 1, new Money(300));

    public async Task<DemoStep> RunAsync(CancellationToken cancellationToken)
    {
        await ExecuteAsync(new PlaceOrder(null, new Currency("EUR"), [Line]) { At = clock.GetUtcNow() },
            cancellationToken);
        for (var i = 0; i < LinesAdded; i++) await ExecuteAsync(new AddItem(Line) { At = clock.GetUtcNow() },
            cancellationToken);
        var snapshot = await SavedAsync(cancellationToken);

        // Services of their own, with empty caches: one loads snapshot and tail, the other all events.
        var bySnapshot = await Fresh(docket.Snapshots).LoadAsync(order, cancellationToken);
        var byReplay = await Fresh(null).LoadAsync(order, cancellationToken);
        if (bySnapshot != byReplay) throw new FailureException("A snapshot and a replay differ: the fold is broken.");
        return DemoStep.Of(
            "Save a snapshot of a long order, and load it",
            $"order {order} has {LinesAdded + 1} events",
            $"the snapshot was saved at version {snapshot.Version}, in {snapshot.State.Length} bytes",
            $"loaded from it and {LinesAdded + 1 - snapshot.Version.Value} later events: {bySnapshot.LineCount} lines, "
            + $"{Figures.Money(bySnapshot.Total.Minor)} EUR",
            "replayed from the first event: the same");
    }

    private OrderService Fresh(ISnapshotStore? snapshots) =>
        new(docket.Journal, clock, new DeciderRunnerOptions { CachedStatesMax = 0 }, snapshots);

    private async Task ExecuteAsync(OrderCommand command, CancellationToken cancellationToken)
    {
        if (await docket.Orders.ExecuteAsync(order, command, new CommandContext { Actor = "demo" }, cancellationToken)
            is not CommandOutcome<OrderRejection>.Done)
            throw new FailureException("The demo's long order did not take a line.");
    }

    /// <summary>Snapshots are written behind the command's back, so it may not be there at once.</summary>
    private async Task<Snapshot> SavedAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await docket.Snapshots.LoadAsync(OrderService.StreamOf(order),
                cancellationToken) is { } saved) return saved;
            await Task.Delay(LookAgain, clock, cancellationToken);
        }
    }
}
