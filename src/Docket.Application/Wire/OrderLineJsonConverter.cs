using System.Text.Json;
using System.Text.Json.Serialization;
using Docket.Domain.Orders;
using Docket.Domain.Shared;

namespace Docket.Application.Wire;

/// <summary>A line of an order, read and written by hand.</summary>
/// <remarks>
/// Lines are most of what a journal of orders holds, and a view that is made again reads them all. The library hands a
/// record's members to its constructor as an array of objects, which takes twice as long. A line that lacks a member is
/// refused.
/// </remarks>
public sealed class OrderLineJsonConverter : JsonConverter<OrderLine>
{
    private static readonly TextIdJsonConverter<Sku> Skus = new();
    private static readonly MoneyJsonConverter Amounts = new();

    /// <inheritdoc/>
    public override OrderLine Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("An order line is expected here.");
        var (product, name, quantity, unitPrice) = (default(Sku?), default(string), default(int?), default(Money?));
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Enters(ref reader, "product_id"u8)) product = Skus.Read(ref reader, typeof(Sku), options);
            else if (Enters(ref reader, "name"u8)) name = reader.GetString();
            else if (Enters(ref reader, "quantity"u8)) quantity = reader.GetInt32();
            else if (Enters(ref reader, "unit_price"u8)) unitPrice = Amounts.Read(ref reader, typeof(Money), options);
            else reader.Skip();
        }

        return (product, name, quantity, unitPrice) is ({ } sku, { } called, { } count, { } price)
            ? new OrderLine(sku, called, count, price)
            : throw new JsonException("An order line has product_id, name, quantity and unit_price.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, OrderLine value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("product_id"u8, value.Product.Value);
        writer.WriteString("name"u8, value.Name);
        writer.WriteNumber("quantity"u8, value.Quantity);
        writer.WriteNumber("unit_price"u8, value.UnitPrice.Minor);
        writer.WriteEndObject();
    }

    /// <summary>Goes to the member's value if it is the one of this name.</summary>
    private static bool Enters(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        reader.ValueTextEquals(name) && reader.Read();
}
