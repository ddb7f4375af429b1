using Docket.Journal.Postgres.Views;
using Docket.Journal.Projections;
using Docket.Journal.Store;
using Docket.ReadModels.OrderSummaries;
using NpgsqlTypes;

namespace Docket.ReadModels.Postgres.OrderSummaries;

/// <summary>Spreads orders and customers' names over the columns of <c>order_summary</c>.</summary>
internal sealed class OrderSummaryBuffer
    : RowBuffer<StreamName, OrderSummaryRow, NoFigures<StreamName, OrderSummaryRow>>
{
    private readonly ColumnValues<string> _kind;
    private readonly ColumnValues<string?> _orderId, _customerId, _customerName, _status, _currency, _paymentId;
    private readonly ColumnValues<long?> _version, _position, _total, _paid, _refunded, _discount, _itemCount;
    private readonly ColumnValues<DateTime?> _placedAt, _paidAt, _shippedAt, _cancelledAt;

    public OrderSummaryBuffer()
        : base(new OrderSummaryCodec())
    {
        _kind = Column<string>("kind", NpgsqlDbType.Text);
        (_orderId, _customerId) = (Text("order_id"), Text("customer_id"));
        (_customerName, _status) = (Text("customer_name"), Text("status"));
        (_currency, _paymentId) = (Text("currency"), Text("payment_id"));
        (_version, _position, _itemCount) = (Number("version"), Number("position"), Number("item_count"));
        (_total, _paid, _refunded, _discount) =
            (Number("total"), Number("paid"), Number("refunded"), Number("discount"));
        (_placedAt, _paidAt) = (Instant("placed_at"), Instant("paid_at"));
        (_shippedAt, _cancelledAt) = (Instant("shipped_at"), Instant("cancelled_at"));
    }

    protected override void Spread(StreamName key, OrderSummaryRow row)
    {
        var order = (row as OrderSummaryRow.Order)?.Summary;
        _kind.Add(order is null ? "customer" : "order");
        _orderId.Add(order is null ? null : key.Id);
        _customerId.Add(order is null ? key.Id : order.CustomerId?.Value);
        _customerName.Add(row is OrderSummaryRow.Customer { Name: var name } ? ColumnText.Of(name) : null);
        _status.Add(order is null ? null : StatusNames.Of(order.Status));
        _currency.Add(order?.Currency.Code);
        _paymentId.Add(order?.PaymentId?.Value);
        (long? version, long? position, long? items) = (order?.Version, order?.Position, order?.ItemCount);
        _version.Add(version);
        _position.Add(position);
        _itemCount.Add(items);
        _total.Add(order?.Total.Minor);
        _paid.Add(order?.Paid.Minor);
        _refunded.Add(order?.Refunded.Minor);
        _discount.Add(order?.Discount.Minor);
        _placedAt.Add(order?.PlacedAt.UtcDateTime);
        _paidAt.Add(order?.PaidAt?.UtcDateTime);
        _shippedAt.Add(order?.ShippedAt?.UtcDateTime);
        _cancelledAt.Add(order?.CancelledAt?.UtcDateTime);
    }

    private ColumnValues<string?> Text(string name) => Column<string?>(name, NpgsqlDbType.Text);

    private ColumnValues<long?> Number(string name) => Column<long?>(name, NpgsqlDbType.Bigint);

    private ColumnValues<DateTime?> Instant(string name) => Column<DateTime?>(name, NpgsqlDbType.TimestampTz);
}
