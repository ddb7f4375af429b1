using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Journal.Projections;
using Docket.Journal.Store;
using Docket.Kernel;
using Docket.ReadModels.Orders;

namespace Docket.ReadModels.Analytics;

/// <summary>A small row an order: where it stands. The totals are figures over them.</summary>
internal sealed class AnalyticsProjection : IProjection<OrderId, AnalyticsOrder>
{
    public string Name => ViewNames.Analytics;

    public int SchemaVersion => 1;

    public IReadOnlyCollection<Type> Handles => OrderEventTypes.All;

    public ValueList<OrderId> KeysOf(RecordedEvent recorded) => [OrderEventTypes.OrderOf(recorded)];

    public AnalyticsOrder? Apply(OrderId key, AnalyticsOrder? row, RecordedEvent recorded) => (row, recorded.Payload) switch
    {
        (null, OrderPlaced e) => new AnalyticsOrder(OrderStanding.Placed(e)),
        ({ } r, OrderEvent e and not OrderPlaced) => new AnalyticsOrder(r.Standing.After(e)),
        _ => throw new OutOfStepException(recorded),
    };
}

/// <summary>Where an order stands.</summary>
internal sealed record AnalyticsOrder(OrderStanding Standing);
