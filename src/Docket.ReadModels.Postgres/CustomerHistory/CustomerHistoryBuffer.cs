using Docket.Domain.Shared;
using Docket.Journal.Postgres.Views;
using Docket.ReadModels.CustomerHistory;
using Docket.ReadModels.OrderSummaries;
using NpgsqlTypes;

namespace Docket.ReadModels.Postgres.CustomerHistory;

/// <summary>Spreads customers' orders over the columns of <c>customer_history</c>.</summary>
internal sealed class CustomerHistoryBuffer : RowBuffer<OrderId, CustomerHistoryRow, OrdersByCustomer>
{
    private readonly ColumnValues<string> _orderId, _customerId, _status, _currency, _itemNames, _words;
    private readonly ColumnValues<long> _version, _placedTicks, _itemCount, _total, _paid, _refunded;
    private readonly ColumnValues<DateTime> _placedAt;

    public CustomerHistoryBuffer()
        : base(new CustomerHistoryCodec())
    {
        (_orderId, _customerId, _status) = (Text("order_id"), Text("customer_id"), Text("status"));
        (_currency, _itemNames, _words) = (Text("currency"), Text("item_names"), Text("words"));
        (_version, _placedTicks, _itemCount) = (Number("version"), Number("placed_ticks"), Number("item_count"));
        (_total, _paid, _refunded) = (Number("total"), Number("paid"), Number("refunded"));
        _placedAt = Column<DateTime>("placed_at", NpgsqlDbType.TimestampTz);
    }

    protected override void Spread(OrderId key, CustomerHistoryRow row)
    {
        _orderId.Add(key.Value);
        _customerId.Add(row.Customer.Value);
        _status.Add(StatusNames.Of(row.Standing.Status));
        _currency.Add(row.Currency.Code);
        _itemNames.Add(ColumnText.Of(string.Join('\n', row.ItemNames)));
        _words.Add(SearchWords.Of(row.ItemNames));
        _version.Add(row.Version);
        _placedTicks.Add(row.PlacedAt.UtcTicks);
        _itemCount.Add(row.ItemCount);
        _total.Add(row.Standing.Total.Minor);
        _paid.Add(row.Standing.Paid.Minor);
        _refunded.Add(row.Standing.Refunded.Minor);
        _placedAt.Add(row.PlacedAt.UtcDateTime);
    }

    private ColumnValues<string> Text(string name) => Column<string>(name, NpgsqlDbType.Text);

    private ColumnValues<long> Number(string name) => Column<long>(name, NpgsqlDbType.Bigint);
}
