using Docket.Host.Tests.Running;

namespace Docket.Host.Tests.Api;

public sealed class OrderCommandTests(SharedService shared) : IClassFixture<SharedService>
{
    private RunningService Service => shared.Service;

    [Fact]
    public async Task Placing_answers_201_with_where_the_order_is()
    {
        var answer = await Service.PostAsync("/orders", Bodies.Order());
        Assert.Equal(201, answer.Code);
        Assert.Equal(1, answer.Number("version"));
        Assert.True(Guid.TryParse(answer.Text("order_id"), out var id) && id.Version == 7);
        Assert.Equal($"/orders/{id}", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task An_order_lives_from_placed_to_refunded()
    {
        var id = await shared.PlaceAsync();
        Assert.Equal(200, (await Service.PostAsync($"/orders/{id}/items", Bodies.Item)).Code);
        Assert.Equal(200, (await Service.PostAsync($"/orders/{id}/discounts", """{"code":"WELCOME","amount":40}""")).Code);
        var paid = await shared.PayAsync(id, 3700);
        Assert.Equal(201, paid.Code);
        Assert.NotEmpty(paid.Text("payment_id")!);
        Assert.Equal(200, (await Service.PostAsync($"/orders/{id}/ship", """{"carrier":"DHL","tracking":"42"}""")).Code);
        var refunded = await Service.PostAsync(
            $"/orders/{id}/refunds", """{"items":[{"product_id":"mug-blue","quantity":1,"unit_price":1250}],"reason":"broken"}""");
        Assert.Equal(200, refunded.Code);
        Assert.Equal(6, refunded.Number("version"));

        var order = await Service.GetAsync($"/orders/{id}?min_seq={refunded.Seq}");
        Assert.Equal("shipped", order.Text("status"));
        Assert.Equal((5, 3700, 40, 3700, 1250, 0), (
            order.Number("item_count"), order.Number("total"), order.Number("discount"), order.Number("paid"),
            order.Number("refunded"), order.Number("balance_due")));
        Assert.Equal(3, order.Body.GetProperty("items").GetArrayLength());
        Assert.Equal(paid.Text("payment_id"), order.Text("payment_id"));
        Assert.False(order.Body.GetProperty("stale").GetBoolean());
    }

    [Fact]
    public async Task Cancelling_a_paid_order_books_the_money_back()
    {
        var id = await shared.PlacePaidAsync();
        var cancelled = await Service.PostAsync($"/orders/{id}/cancel");
        Assert.Equal(200, cancelled.Code);
        var order = await Service.GetAsync($"/orders/{id}?min_seq={cancelled.Seq}");
        Assert.Equal(("cancelled", 3140L), (order.Text("status"), order.Number("refunded")));
    }

    [Fact]
    public async Task An_item_added_to_a_paid_order_leaves_a_balance_due()
    {
        var id = await shared.PlacePaidAsync();
        var added = await Service.PostAsync($"/orders/{id}/items", Bodies.Item);
        var order = await Service.GetAsync($"/orders/{id}/status?min_seq={added.Seq}");
        Assert.Equal("pending", order.Text("status"));
    }

    [Fact]
    public async Task Each_business_rule_is_a_422_that_names_it()
    {
        var unpaid = await shared.PlaceAsync();
        var shipped = await shared.PlacePaidAsync();
        await Service.PostAsync($"/orders/{shipped}/ship");
        var cancelled = await shared.PlaceAsync();
        await Service.PostAsync($"/orders/{cancelled}/cancel");

        await RefusedAsync("order-not-paid", $"/orders/{unpaid}/ship", null);
        await RefusedAsync("order-discount-above-total", $"/orders/{unpaid}/discounts", """{"code":"X","amount":3141}""");
        await RefusedAsync("order-payment-not-balance-due", "/payments", Payment(unpaid, 3139));
        await RefusedAsync("order-refund-above-paid", $"/orders/{unpaid}/refunds", """{"amount":1}""");
        await RefusedAsync("order-shipped", $"/orders/{shipped}/items", Bodies.Item);
        await RefusedAsync("order-shipped", $"/orders/{shipped}/discounts", """{"code":"X","amount":1}""");
        await RefusedAsync("order-shipped", $"/orders/{shipped}/cancel", null);
        await RefusedAsync("order-shipped", $"/orders/{shipped}/ship", null);
        await RefusedAsync("order-refund-above-paid", $"/orders/{shipped}/refunds", """{"amount":3141}""");
        await RefusedAsync("order-nothing-due", "/payments", Payment(shipped, 1));
        await RefusedAsync("order-cancelled", $"/orders/{cancelled}/items", Bodies.Item);
        await RefusedAsync("order-cancelled", $"/orders/{cancelled}/discounts", """{"code":"X","amount":1}""");
        await RefusedAsync("order-cancelled", "/payments", Payment(cancelled, 3140));
        await RefusedAsync("order-cancelled", $"/orders/{cancelled}/ship", null);
        await RefusedAsync("order-cancelled", $"/orders/{cancelled}/cancel", null);
    }

    [Fact]
    public async Task An_id_that_is_taken_is_a_409()
    {
        var id = await shared.PlaceAsync();
        var again = await Service.PostAsync("/orders", Bodies.Order(id));
        Assert.Equal((409, "/problems/order-already-placed"), (again.Code, again.Type));
    }

    [Fact]
    public async Task An_unknown_order_is_a_404()
    {
        foreach (var path in (string[])["/orders/none/ship", "/orders/none/cancel"])
            Assert.Equal((404, "/problems/order-unknown"), ((await Service.PostAsync(path)).Code,
                (await Service.PostAsync(path)).Type));
        Assert.Equal(404, (await Service.PostAsync("/payments", Payment("none", 1))).Code);
    }

    [Fact]
    public async Task If_Match_lets_only_the_current_version_through()
    {
        var id = await shared.PlaceAsync();
        var stale = await Service.PostAsync($"/orders/{id}/items", Bodies.Item, null, ("If-Match", "\"7\""));
        Assert.Equal((412, 1L), (stale.Code, stale.Number("current_version")));
        Assert.Equal(200, (await Service.PostAsync($"/orders/{id}/items", Bodies.Item, null,
            ("If-Match", "\"1\""))).Code);
        Assert.Equal(400, (await Service.PostAsync($"/orders/{id}/items", Bodies.Item, null,
            ("If-Match", "seven"))).Code);
    }

    [Fact]
    public async Task A_customers_name_shows_in_orders_and_the_same_again_records_nothing()
    {
        var id = await shared.PlaceAsync("anna");
        var first = await Service.PutAsync("/customers/anna", """{"name":"Anna Example","email":"anna@example.com"}""");
        Assert.Equal((200, "anna"), (first.Code, first.Text("customer_id")));
        Assert.Equal(first.Seq, (await Service.PutAsync("/customers/anna", """{"name":"Anna Example","email":"anna@example.com"}""")).Seq);
        // The order's own row is what a read of one order waits for; the name comes from the customer's.
        await Service.GetAsync($"/analytics?min_seq={first.Seq}");
        var strong = await Service.GetAsync($"/orders/{id}?consistency=strong");
        Assert.Equal("Anna Example", strong.Text("customer_name"));
        Assert.Equal(422, (await Service.PutAsync("/customers/anna", """{"name":"Anna","email":"nowhere"}""")).Code);
    }

    private async Task RefusedAsync(string rule, string path, string? body)
    {
        var answer = await Service.PostAsync(path, body);
        Assert.Equal((422, "/problems/" + rule), (answer.Code, answer.Type));
        Assert.Equal("application/problem+json", answer.MediaType);
    }

    private static string Payment(string order, long amount) => $$"""{"order_id":"{{order}}","amount":{{amount}}}""";
}
