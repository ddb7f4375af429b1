using System.Text.Json;
using Docket.Host.Tests.Running;

namespace Docket.Host.Tests.Api;

public sealed class QueryTests(SharedService shared) : IClassFixture<SharedService>
{
    private RunningService Service => shared.Service;

    [Fact]
    public async Task Every_write_shows_in_a_read_that_insists_on_it()
    {
        for (var i = 0; i < 50; i++)
        {
            var id = shared.NewId();
            var placed = await Service.PostAsync("/orders", Bodies.Order(id, "buyer"));
            var order = await Service.GetAsync($"/orders/{id}?min_seq={placed.Seq}");
            Assert.Equal((200, false), (order.Code, order.Body.GetProperty("stale").GetBoolean()));
            Assert.True(order.Number("as_of_seq") >= placed.Seq);
            var list = await Service.GetAsync($"/customers/buyer/orders?size=1&min_seq={placed.Seq}");
            Assert.Equal(id, list.Body.GetProperty("items")[0].GetProperty("order_id").GetString());
        }
    }

    [Fact]
    public async Task A_read_that_cannot_show_what_it_must_says_that_it_is_stale()
    {
        var id = await shared.PlaceAsync();
        await Service.GetAsync($"/orders/{id}?consistency=strong");
        foreach (var path in (string[])["/analytics?", "/reports/revenue?", "/reports/products?",
            "/customers/x/orders?"])
            Assert.True((await Service.GetAsync(path + "min_seq=1000000")).Body.GetProperty("stale").GetBoolean(),
                path);
        var unknown = await Service.GetAsync("/orders/none?min_seq=1000000");
        Assert.Equal((404, true), (unknown.Code, unknown.Body.GetProperty("stale").GetBoolean()));
    }

    [Fact]
    public async Task A_strong_read_shows_the_same_document_as_the_view()
    {
        var id = await shared.PlacePaidAsync();
        var shipped = await Service.PostAsync($"/orders/{id}/ship");
        var view = await Service.GetAsync($"/orders/{id}?min_seq={shipped.Seq}");
        var strong = await Service.GetAsync($"/orders/{id}?consistency=strong");
        foreach (var member in view.Body.EnumerateObject().Where(member => member.Name != "as_of_seq"))
            Assert.True(JsonElement.DeepEquals(member.Value, strong.Body.GetProperty(member.Name)), member.Name);
    }

    [Fact]
    public async Task History_tells_who_when_and_what_changed()
    {
        var id = shared.NewId();
        await Service.PostAsync("/orders", Bodies.Order(id, "anna"), null, ("X-Actor", "till-1"),
            ("X-Correlation-Id", "c-1"));
        await Service.PostAsync($"/orders/{id}/items", Bodies.Item);
        await shared.PayAsync(id, 3740);
        var history = await Service.GetAsync($"/orders/{id}/history");
        var events = history.Body.GetProperty("events");
        Assert.Equal(3, events.GetArrayLength());
        Assert.Equal(["order.placed", "order.item_added", "order.payment_confirmed"],
            events.EnumerateArray().Select(e => e.GetProperty("type").GetString()));
        Assert.Equal([1, 2, 3], events.EnumerateArray().Select(e => e.GetProperty("version").GetInt64()));
        Assert.Equal(("till-1", "c-1"), (Meta(events[0], "actor"), Meta(events[0], "correlation_id")));
        Assert.Equal(("item_count", "3", "5"), Change(events[1], 0));
        Assert.Contains("items[2]", events[1].GetProperty("changes").EnumerateArray().Select(c =>
            c.GetProperty("path").GetString()));
        Assert.Equal(("status", "\"pending\"", "\"paid\""), Change(events[2], 0));
        Assert.False(history.Body.GetProperty("stale").GetBoolean());
        Assert.Equal(404, (await Service.GetAsync("/orders/none/history")).Code);
    }

    [Fact]
    public async Task State_is_as_at_a_business_time_as_known_at_a_store_time_and_at_a_version()
    {
        var id = shared.NewId();
        var body = Bodies.Order(id).Replace("\"currency\"",
            "\"occurred_at\":\"2011-01-18T10:01:00+01:00\",\"currency\"", StringComparison.Ordinal);
        await Service.PostAsync("/orders", body);
        await shared.PayAsync(id);
        var recorded = (await Service.GetAsync($"/orders/{id}/history")).Body.GetProperty("events")[0].GetProperty(
            "recorded_at").GetString();

        Assert.Equal("2011-01-18T09:01:00Z", (await Service.GetAsync($"/orders/{id}/state")).Text("placed_at"));
        Assert.Equal("pending", (await Service.GetAsync($"/orders/{id}/state?at=2011-01-18T09:01:00Z")).Text("status"));
        Assert.Equal("pending", (await Service.GetAsync($"/orders/{id}/state?version=1")).Text("status"));
        Assert.Equal("pending", (await Service.GetAsync($"/orders/{id}/state?known_at={recorded}")).Text("status"));
        Assert.Equal("paid", (await Service.GetAsync($"/orders/{id}/state?version=2")).Text("status"));
        Assert.Equal(404, (await Service.GetAsync($"/orders/{id}/state?at=2011-01-18T09:00:59Z")).Code);
        Assert.Equal(404, (await Service.GetAsync($"/orders/{id}/state?known_at=2011-01-18T09:01:00Z")).Code);
        Assert.Equal(1, (await Service.GetAsync($"/orders/{id}/history?at=2011-01-18T09:01:00Z")).Body.GetProperty(
            "events").GetArrayLength());
    }

    [Fact]
    public async Task A_customers_orders_are_searched_and_paged_newest_first()
    {
        await shared.PlaceAsync("paging");
        await shared.PlaceAsync("paging");
        var last = await shared.PlaceAsync("paging");
        var paid = await shared.PayAsync(last);
        var all = await Service.GetAsync($"/customers/paging/orders?size=2&page=1&min_seq={paid.Seq}");
        Assert.Equal((3, 1, 2), (all.Number("total"), all.Number("page"), all.Number("size")));
        Assert.Equal(last, all.Body.GetProperty("items")[0].GetProperty("order_id").GetString());
        Assert.Equal(1, (await Service.GetAsync("/customers/paging/orders?size=2&page=2")).Body.GetProperty(
            "items").GetArrayLength());
        Assert.Equal(1, (await Service.GetAsync("/customers/paging/orders?status=paid")).Number("total"));
        Assert.Equal(3, (await Service.GetAsync("/customers/paging/orders?q=mint+te")).Number("total"));
        Assert.Equal(0, (await Service.GetAsync("/customers/paging/orders?q=min+tea")).Number("total"));
        Assert.Equal(0, (await Service.GetAsync("/customers/nobody/orders")).Number("total"));
    }

    private static string? Meta(JsonElement recorded, string name) =>
        recorded.GetProperty("metadata").GetProperty(name).GetString();

    private static (string?, string, string) Change(JsonElement recorded, int index)
    {
        var change = recorded.GetProperty("changes")[index];
        return (change.GetProperty("path").GetString(), change.GetProperty("before").GetRawText(),
            change.GetProperty("after").GetRawText());
    }
}
