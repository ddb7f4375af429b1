using System.Runtime.InteropServices;
using Docket.Domain.Shared;
using Docket.Journal.Projections;
using Docket.ReadModels.OrderSummaries;

namespace Docket.ReadModels.CustomerHistory;

/// <summary>Which orders a customer has, oldest first; what a list needs to know before it reads rows.</summary>
internal sealed class OrdersByCustomer : IRowFigures<OrderId, CustomerHistoryRow>
{
    private readonly Dictionary<CustomerId, List<Listed>> _orders = [];

    public void Change(OrderId key, CustomerHistoryRow? before, CustomerHistoryRow? after)
    {
        // Customer and time of an order never change; mostly only its status does.
        if (before is not null && after is not null && before.Standing.Status == after.Standing.Status) return;
        if (before is not null) Remove(key, before);
        if (after is not null) Add(key, after);
    }

    /// <summary>A customer's orders, newest first; ties: the higher order id first.</summary>
    public IReadOnlyList<OrderId> NewestFirst(CustomerId customer, OrderStatus? status)
    {
        if (!_orders.TryGetValue(customer, out var orders)) return [];
        var found = new List<OrderId>(orders.Count);
        for (var i = orders.Count - 1; i >= 0; i--)
            if (status is null || orders[i].Status == status) found.Add(orders[i].Order);
        return found;
    }

    private void Add(OrderId key, CustomerHistoryRow row)
    {
        ref var orders = ref CollectionsMarshal.GetValueRefOrAddDefault(_orders, row.Customer, out _);
        orders ??= new List<Listed>(1);
        var listed = new Listed(row.PlacedAt.UtcTicks, key, row.Standing.Status);
        var place = orders.BinarySearch(listed);
        orders.Insert(place < 0 ? ~place : place, listed);
    }

    private void Remove(OrderId key, CustomerHistoryRow row)
    {
        var orders = _orders[row.Customer];
        orders.RemoveAt(orders.BinarySearch(new Listed(row.PlacedAt.UtcTicks, key, default)));
        if (orders.Count == 0) _orders.Remove(row.Customer);
    }

    private readonly record struct Listed(long PlacedAt, OrderId Order, OrderStatus Status) : IComparable<Listed>
    {
        public int CompareTo(Listed other) => PlacedAt != other.PlacedAt
            ? PlacedAt.CompareTo(other.PlacedAt)
            : string.CompareOrdinal(Order.Value, other.Order.Value);
    }
}
