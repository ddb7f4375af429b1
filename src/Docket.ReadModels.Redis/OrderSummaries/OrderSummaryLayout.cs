using System.Text.Json;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Redis.Views;
using Docket.Journal.Store;
using Docket.ReadModels.OrderSummaries;

namespace Docket.ReadModels.Redis.OrderSummaries;

/// <summary>Hashes <c>order:{id}</c> and <c>customer:{id}</c>; each order shows its customer's name of today.</summary>
internal sealed class OrderSummaryLayout : IRowLayout
{
    public const string CustomerName = "customer_name";
    private const string CustomerCategory = "customer";
    private readonly OrderSummaryCodec _codec = new();

    public string View => ViewNames.OrderSummary;

    public string LentField => "name";

    public string ShownField => CustomerName;

    public string NameOf(ReadOnlySpan<byte> key)
    {
        var reader = new RowReader(key);
        return NameOf(_codec.ReadKey(ref reader));
    }

    public static string NameOf(StreamName stream) => $"{stream.Category}:{stream.Id}";

    public byte[] KeyOf(string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return _codec.KeyOf(new StreamName(name[..colon], name[(colon + 1)..]));
    }

    public void Spread(ReadOnlySpan<byte> key, ReadOnlySpan<byte> row, object? known, HashFields fields)
    {
        var reader = new RowReader(key);
        switch (known ?? _codec.RowOf(_codec.ReadKey(ref reader), row))
        {
            case OrderSummaryRow.Order { Summary: var order }:
                Spread(order, fields);
                break;
            case OrderSummaryRow.Customer { Name: var name }:
                fields.Text(LentField, name);
                fields.Lend();
                break;
        }
    }

    private static void Spread(OrderSummary order, HashFields fields)
    {
        fields.Text("customer_id", order.CustomerId?.Value);
        if (order.CustomerId is { } customer) fields.Borrow(NameOf(new StreamName(CustomerCategory, customer.Value)));
        fields.Text("status", StatusNames.Of(order.Status));
        fields.Text("currency", order.Currency.Code);
        fields.Number("item_count", order.ItemCount);
        fields.Number("total", order.Total.Minor);
        fields.Number("discount", order.Discount.Minor);
        fields.Number("paid", order.Paid.Minor);
        fields.Number("refunded", order.Refunded.Minor);
        fields.Number("balance_due", order.BalanceDue.Minor);
        fields.Json("items", order, WriteItems);
        fields.Text("payment_id", order.PaymentId?.Value);
        fields.Instant("placed_at", order.PlacedAt);
        fields.Instant("paid_at", order.PaidAt);
        fields.Instant("shipped_at", order.ShippedAt);
        fields.Instant("cancelled_at", order.CancelledAt);
        fields.Number("version", order.Version);
    }

    private static void WriteItems(Utf8JsonWriter writer, OrderSummary order)
    {
        writer.WriteStartArray();
        foreach (var item in order.Items)
        {
            writer.WriteStartObject();
            writer.WriteString("product_id", item.ProductId.Value);
            writer.WriteString("name", item.Name);
            writer.WriteNumber("quantity", item.Quantity);
            writer.WriteNumber("unit_price", item.UnitPrice.Minor);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
