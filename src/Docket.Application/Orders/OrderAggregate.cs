using Docket.Application.PublicEvents;
using Docket.Application.Wire;
using Docket.Domain.Orders;
using Docket.Journal.Deciding;

namespace Docket.Application.Orders;

/// <summary>Binds the order's rules to its streams and snapshots.</summary>
internal static class OrderAggregate
{
    /// <summary>
    /// Raise it when <see cref="OrderState"/> or <see cref="Order.Evolve"/> changes: older snapshots are then ignored.
    /// </summary>
    private const int StateSchemaVersion = 2;

    public static Aggregate<OrderState, OrderCommand, OrderEvent, OrderRejection> Create() => new()
    {
        Category = WireNames.OrderCategory,
        Decider = Order.Decider,
        OccurredAt = recorded => recorded.At,
        Tell = OrderTeller.Tell,
        Snapshots = new SnapshotForm<OrderState>(StateSchemaVersion, WireJson.Create().OrderState, Every: 100),
    };
}
