using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Journal.Projections;
using Docket.Journal.Store;
using Docket.Kernel;
using Docket.ReadModels.Orders;

namespace Docket.ReadModels.ClickHouse.Revenue;

/// <summary>
/// The same figures as the view in process, kept entry by entry: an entry follows from its event and the order's
/// currency
/// alone, wherever the page that it came in began and ended.
/// </summary>
internal sealed class RevenueEntriesProjection : IProjection<OrderId, RevenueAccount>
{
    public string Name => ViewNames.Revenue;

    public int SchemaVersion => 1;

    public IReadOnlyCollection<Type> Handles { get; } =
        [typeof(OrderPlaced), typeof(PaymentConfirmed), typeof(OrderCancelled), typeof(RefundIssued)];

    public ValueList<OrderId> KeysOf(RecordedEvent recorded) => [OrderEventTypes.OrderOf(recorded)];

    public RevenueAccount? Apply(OrderId key, RevenueAccount? row, RecordedEvent recorded) =>
        (row, recorded.Payload) switch
        {
            (null, OrderPlaced e) => new RevenueAccount(e.Currency, []),
            ({ } r, PaymentConfirmed e) => With(r, On(recorded, e) with { Orders = e.First ? 1 : 0, Gross = e.Amount }),
            ({ } r, RefundIssued e) => With(r, On(recorded, e) with { Refunds = e.Amount }),
            ({ } r, OrderCancelled { PaidBack.Minor: 0 }) => r,
            ({ } r, OrderCancelled e) => With(r, On(recorded, e) with { Refunds = e.PaidBack }),
            _ => throw new OutOfStepException(recorded),
        };

    private static RevenueAccount With(RevenueAccount row, RevenueEntry entry) =>
        row with { Entries = row.Entries.Add(entry) };

    private static RevenueEntry On(RecordedEvent recorded, OrderEvent e) =>
        new(recorded.Position.Value, OrderEventTypes.DayOf(e), 0, Money.Zero, Money.Zero);
}
