using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Journal.Projections;
using Docket.Journal.Store;
using Docket.Kernel;
using Docket.ReadModels.Orders;

namespace Docket.ReadModels.CustomerHistory;

/// <summary>A row an order that has a customer.</summary>
internal sealed class CustomerHistoryProjection : IProjection<OrderId, CustomerHistoryRow>
{
    public string Name => ViewNames.CustomerHistory;

    public int SchemaVersion => 1;

    public IReadOnlyCollection<Type> Handles => OrderEventTypes.All;

    public ValueList<OrderId> KeysOf(RecordedEvent recorded) => [OrderEventTypes.OrderOf(recorded)];

    public CustomerHistoryRow? Apply(OrderId key, CustomerHistoryRow? row, RecordedEvent recorded) =>
        (row, recorded.Payload) switch
        {
            (null, OrderPlaced { Customer: { } customer } e) => Placed(customer, e),
            (null, _) => null, // a guest's order, or more of one
            (_, OrderPlaced) => throw new OutOfStepException(recorded),
            ({ } r, ItemAdded e) => After(r, e, recorded) with
            {
                ItemCount = r.ItemCount + e.Line.Quantity,
                ItemNames = r.ItemNames.Contains(e.Line.Name) ? r.ItemNames : r.ItemNames.Add(e.Line.Name),
            },
            ({ } r, OrderEvent e) => After(r, e, recorded),
            _ => row,
        };

    private static CustomerHistoryRow Placed(CustomerId customer, OrderPlaced placed) => new(
        customer, placed.Currency, placed.At, OrderStanding.Placed(placed),
        placed.Lines.Sum(line => (long)line.Quantity),
        placed.Lines.Select(line => line.Name).Distinct(StringComparer.Ordinal).ToValueList(),
        Version: 1);

    private static CustomerHistoryRow After(CustomerHistoryRow row, OrderEvent e, RecordedEvent recorded) =>
        row with { Standing = row.Standing.After(e), Version = recorded.Version.Value };
}
