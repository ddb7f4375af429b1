using System.Text.Json;
using Docket.Application.Wire;
using Docket.Domain.Orders;
using Docket.Domain.Shared;

namespace Docket.Application.Tests.Wire;

/// <summary>A line is read by hand, and as the library reads the rest.</summary>
public sealed class OrderLineFormTests
{
    private static readonly OrderLine Mug = new(new Sku("mug"), "MUG \"é\"", 2, new Money(1250));

    [Theory]
    [InlineData("""{"product_id":"mug","name":"MUG \"é\"","quantity":2,"unit_price":1250}""")]
    [InlineData("""{"unit_price":1250,"quantity":2,"name":"MUG \u0022\u00e9\u0022","product_id":"mug"}""")]
    [InlineData("""{"new":{"name":[1,{}]},"product_id":"mug","name":"MUG \"é\"","quantity":2,"unit_price":1250}""")]
    [InlineData("""{ "product_id" : "pot", "product_id" : "mug", "name":"MUG \"é\"", "quantity":2, "unit_price":1250 }""")]
    public void Members_come_in_any_order_and_unknown_ones_are_passed_over(string json) => Assert.Equal(Mug, Read(json));

    [Theory]
    [InlineData("""[]""")]
    [InlineData("""{"name":"A","quantity":2,"unit_price":1}""")]
    [InlineData("""{"product_id":"a","quantity":2,"unit_price":1}""")]
    [InlineData("""{"product_id":"a","name":null,"quantity":2,"unit_price":1}""")]
    [InlineData("""{"product_id":"a","name":"A","unit_price":1}""")]
    [InlineData("""{"product_id":"a","name":"A","quantity":2}""")]
    [InlineData("""{"product_id":"a","name":"A","quantity":2.5,"unit_price":1}""")]
    [InlineData("""{"product_id":"a","name":"A","quantity":"2","unit_price":1}""")]
    [InlineData("""{"product_id":"a","name":7,"quantity":2,"unit_price":1}""")]
    public void A_line_that_lacks_a_member_or_has_it_in_another_form_is_refused(string json) =>
        Assert.Throws<JsonException>(() => Read(json));

    private static OrderLine? Read(string json) => JsonSerializer.Deserialize(json, WireJson.Create().OrderLine);
}
