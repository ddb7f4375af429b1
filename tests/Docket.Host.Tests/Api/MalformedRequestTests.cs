using System.Net;
using System.Text;
using Docket.Host.Tests.Running;

namespace Docket.Host.Tests.Api;

public sealed class MalformedRequestTests(SharedService shared) : IClassFixture<SharedService>
{
    private RunningService Service => shared.Service;

    /// <summary>A body, and the field that is at fault; null where the whole is.</summary>
    public static TheoryData<string, string?> BadOrders => new()
    {
        { "", null },
        { "{", null },
        { "[]", null },
        { "null", null },
        { "\"text\"", null },
        { "{}", "currency" },
        { "{}", "items" },
        { """{"currency":"EUR","items":[]}""", "items" },
        { """{"currency":"EUR","items":{}}""", "items" },
        { """{"currency":"EUR","items":[null]}""", "items[0]" },
        { """{"currency":"EUR","items":["a"]}""", "items[0]" },
        { """{"currency":"euro","items":[]}""", "currency" },
        { """{"currency":7,"items":[]}""", "currency" },
        { """{"currency":"EUR","customer_id":"a b","items":[]}""", "customer_id" },
        { """{"currency":"EUR","order_id":"ä","items":[]}""", "order_id" },
        { """{"currency":"EUR","occurred_at":"yesterday","items":[]}""", "occurred_at" },
        { """{"currency":"EUR","occurred_at":"2011-01-18T10:01:00","items":[]}""", "occurred_at" },
        { """{"currency":"EUR","items":[{"product_id":"a","name":"A","quantity":0,"unit_price":1}]}""", "items[0].quantity" },
        { """{"currency":"EUR","items":[{"product_id":"a","name":"A","quantity":1000001,"unit_price":1}]}""", "items[0].quantity" },
        { """{"currency":"EUR","items":[{"product_id":"a","name":"A","quantity":1.5,"unit_price":1}]}""", "items[0].quantity" },
        { """{"currency":"EUR","items":[{"product_id":"a","name":"A","quantity":"1","unit_price":1}]}""", "items[0].quantity" },
        { """{"currency":"EUR","items":[{"product_id":"a","name":"A","quantity":1,"unit_price":-1}]}""", "items[0].unit_price" },
        { """{"currency":"EUR","items":[{"product_id":"a","name":"","quantity":1,"unit_price":1}]}""", "items[0].name" },
        { """{"currency":"EUR","items":[{"name":"A","quantity":1,"unit_price":1}]}""", "items[0].product_id" },
    };

    public static TheoryData<string, string> BadQueries => new()
    {
        { "/orders/a%20b", "order_id" },
        { "/orders/x?min_seq=-1", "min_seq" },
        { "/orders/x?min_seq=a", "min_seq" },
        { "/orders/x?consistency=weak", "consistency" },
        { "/orders/x/history?at=noon", "at" },
        { "/orders/x/history?known_at=noon", "known_at" },
        { "/orders/x/state?version=0", "version" },
        { "/customers/x/orders?page=0", "page" },
        { "/customers/x/orders?size=101", "size" },
        { "/customers/x/orders?status=lost", "status" },
        { "/reports/revenue?from=2011-02-30", "from" },
        { "/reports/revenue?from=2011-02-02&to=2011-02-01", "to" },
        { "/reports/revenue?granularity=year", "granularity" },
        { "/reports/revenue?currency=euro", "currency" },
        { "/reports/products?limit=0", "limit" },
    };

    [Theory]
    [MemberData(nameof(BadOrders))]
    public async Task A_malformed_body_is_a_400_that_names_the_field_and_changes_nothing(string body, string? field)
    {
        var head = await HeadAsync();
        var answer = await Service.PostAsync("/orders", body);
        Assert.Equal(head, await HeadAsync());
        Assert.Equal(400, answer.Code);
        Assert.Equal("application/problem+json", answer.MediaType);
        if (field is null) Assert.Equal("/problems/malformed-json", answer.Type);
        else Assert.True(answer.Body.GetProperty("errors").TryGetProperty(field, out _), answer.Body.GetRawText());
    }

    [Theory]
    [MemberData(nameof(BadQueries))]
    public async Task A_malformed_query_is_a_400_that_names_the_parameter(string path, string parameter)
    {
        var answer = await Service.GetAsync(path);
        Assert.Equal(400, answer.Code);
        Assert.True(answer.Body.GetProperty("errors").TryGetProperty(parameter, out _), answer.Body.GetRawText());
    }

    [Fact]
    public async Task All_faults_of_a_body_are_told_at_once()
    {
        var answer = await Service.PostAsync("/orders", """{"customer_id":"?","currency":"x","items":[{"quantity":0}]}""");
        string[] fields = [.. answer.Body.GetProperty("errors").EnumerateObject().Select(error => error.Name)];
        Assert.Equal(
            ["currency", "customer_id", "items[0].name", "items[0].product_id", "items[0].quantity",
                "items[0].unit_price"], fields);
    }

    [Fact]
    public async Task Unknown_members_are_passed_over()
    {
        var body = Bodies.Order(shared.NewId()).Replace("\"currency\"", "\"colour\":{\"a\":[1]},\"currency\"",
            StringComparison.Ordinal);
        Assert.Equal(201, (await Service.PostAsync("/orders", body)).Code);
    }

    [Fact]
    public async Task A_body_that_is_not_json_is_a_415()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post,
            "/orders")
        { Content = new StringContent("a=b", Encoding.UTF8, "text/plain") };
        var answer = await Service.SendAsync(request);
        Assert.Equal((415, "/problems/unsupported-media-type"), (answer.Code, answer.Type));
    }

    [Fact]
    public async Task A_body_over_1_MiB_is_a_413_and_one_of_1_MiB_is_read()
    {
        var answer = await Service.PostAsync("/orders", new string(' ', 1024 * 1024 + 1));
        Assert.Equal((413, "/problems/body-too-large"), (answer.Code, answer.Type));
        var order = Bodies.Order(shared.NewId());
        Assert.Equal(201, (await Service.PostAsync("/orders", order.PadRight(1024 * 1024))).Code);
        using var chunked = new HttpRequestMessage(HttpMethod.Post, "/orders")
        {
            // A little less, because the server counts the chunks' own headers as well.
            Content = new StringContent(Bodies.Order(shared.NewId()).PadRight(1000 * 1024), Encoding.UTF8,
                "application/json"),
        };
        chunked.Headers.TransferEncodingChunked = true;
        Assert.Equal(HttpStatusCode.Created, (await Service.SendAsync(chunked)).Status);
    }

    [Fact]
    public async Task More_lines_than_an_order_may_have_are_a_400()
    {
        var lines = string.Join(',', Enumerable.Repeat(Bodies.Item, 1001));
        var answer = await Service.PostAsync("/orders", $$"""{"currency":"EUR","items":[{{lines}}]}""");
        Assert.True(answer.Body.GetProperty("errors").TryGetProperty("items", out _));
    }

    [Fact]
    public async Task An_order_that_comes_to_too_much_is_a_422()
    {
        var answer = await Service.PostAsync(
            "/orders", """{"currency":"EUR","items":[{"product_id":"a","name":"A","quantity":1000000,"unit_price":9007199254740991}]}""");
        Assert.Equal((422, "/problems/order-total-too-large"), (answer.Code, answer.Type));
    }

    [Fact]
    public async Task Refunds_want_items_or_an_amount()
    {
        Assert.Equal(400, (await Service.PostAsync("/orders/x/refunds", "{}")).Code);
        Assert.Equal(400, (await Service.PostAsync(
            "/orders/x/refunds", """{"amount":1,"items":[{"product_id":"a","quantity":1,"unit_price":1}]}""")).Code);
    }

    [Fact]
    public async Task Unknown_routes_and_methods_are_problem_documents()
    {
        var route = await Service.GetAsync("/nothing/here");
        Assert.Equal((404, "/problems/no-such-resource"), (route.Code, route.Type));
        var method = await Service.SendAsync(HttpMethod.Delete, "/orders", null);
        Assert.Equal((405, "/problems/method-not-allowed"), (method.Code, method.Type));
    }

    private async Task<long> HeadAsync() => (await Service.GetAsync("/ops/lag")).Number("as_of_seq");
}
