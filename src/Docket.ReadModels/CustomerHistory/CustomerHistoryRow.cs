using Docket.Domain.Shared;
using Docket.Kernel;
using Docket.ReadModels.Orders;

namespace Docket.ReadModels.CustomerHistory;

/// <summary>One customer's order as the view keeps it; guests' orders are in nobody's history.</summary>
internal sealed record CustomerHistoryRow(
    CustomerId Customer, Currency Currency, DateTimeOffset PlacedAt, OrderStanding Standing, long ItemCount,
    ValueList<string> ItemNames, long Version)
{
    public CustomerOrder ToOrder(OrderId order) => new()
    {
        OrderId = order,
        CustomerId = Customer,
        Status = Standing.Status,
        Currency = Currency,
        ItemCount = ItemCount,
        Total = Standing.Total,
        Paid = Standing.Paid,
        Refunded = Standing.Refunded,
        PlacedAt = PlacedAt,
        ItemNames = ItemNames,
        Version = Version,
    };
}
