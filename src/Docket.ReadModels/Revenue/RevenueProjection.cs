using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Journal.Projections;
using Docket.Journal.Store;
using Docket.Kernel;
using Docket.ReadModels.Orders;

namespace Docket.ReadModels.Revenue;

/// <summary>Gross on the day of payment, refunds on the day of the refund or of the cancelling.</summary>
internal sealed class RevenueProjection : IProjection<OrderId, RevenueOrder>
{
    public string Name => ViewNames.Revenue;

    public int SchemaVersion => 1;

    public IReadOnlyCollection<Type> Handles { get; } =
        [typeof(OrderPlaced), typeof(PaymentConfirmed), typeof(OrderCancelled), typeof(RefundIssued)];

    public ValueList<OrderId> KeysOf(RecordedEvent recorded) => [OrderEventTypes.OrderOf(recorded)];

    public RevenueOrder? Apply(OrderId key, RevenueOrder? row, RecordedEvent recorded) => (row, recorded.Payload) switch
    {
        (null, OrderPlaced e) => new RevenueOrder(e.Currency, []),
        ({ } r, PaymentConfirmed e) => r.Plus(On(e) with { Orders = e.First ? 1 : 0, Gross = e.Amount }),
        ({ } r, RefundIssued e) => r.Plus(On(e) with { Refunds = e.Amount }),
        ({ } r, OrderCancelled { PaidBack.Minor: 0 }) => r,
        ({ } r, OrderCancelled e) => r.Plus(On(e) with { Refunds = e.PaidBack }),
        _ => throw new OutOfStepException(recorded),
    };

    private static RevenueDay On(OrderEvent recorded) => new(OrderEventTypes.DayOf(recorded), 0, Money.Zero, Money.Zero);
}
