using System.Text.Json.Serialization.Metadata;
using Docket.Api.Json;
using Docket.Api.Requests;
using Docket.Domain.Orders;
using Docket.Domain.Shared;

namespace Docket.Api.Orders;

/// <summary>One line of an order.</summary>
/// <param name="ProductId">Which product.</param>
/// <param name="Name">What it is called, 1-500 characters.</param>
/// <param name="Quantity">1-1,000,000.</param>
/// <param name="UnitPrice">Price of one in minor units, not negative.</param>
internal sealed record ItemBody(string? ProductId, string? Name, long? Quantity, long? UnitPrice)
    : IRequestBody<ItemBody>
{
    public static JsonTypeInfo<ItemBody> JsonType => RequestJson.Default.ItemBody;

    public void Check(FieldErrors errors)
    {
        errors.Id("product_id", ProductId);
        errors.Text("name", Name, OrderLimits.NameLengthMax);
        errors.Whole("quantity", Quantity, 1, OrderLimits.QuantityMax);
        errors.Whole("unit_price", UnitPrice, 0, Money.Max.Minor);
    }

    public OrderLine ToLine() => new(new Sku(ProductId!), Name!, (int)Quantity!.Value, new Money(UnitPrice!.Value));
}
