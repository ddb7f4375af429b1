using System.Text.Json;
using Docket.Distributed.Tests.Given;
using Docket.Host.Tests.Verbs;
using Docket.Journal.Redis.Tests.Servers;
using Docket.ReadModels.ClickHouse.Tests.Servers;

namespace Docket.Distributed.Tests.Import;

/// <summary>
/// A shop's history through PostgreSQL, the relay, the Kafka protocol and four read engines. PostgreSQL, Redis and
/// ClickHouse are real, the broker is the client library's own mock, Elasticsearch is the strict double.
/// </summary>
public sealed class ImportTests(SharedServer postgres, SharedRedis redis, SharedClickHouse clickHouse)
{
    private const string From = "from=2010-12-01&to=2011-06-30";

    [Fact]
    public async Task Every_figure_through_broker_and_engines_is_that_of_one_process()
    {
        using var directory = new TemporaryDirectory();
        var csv = RetailSlice.In(directory);
        using var search = new ElasticsearchOverHttp();
        using var shop = await Shop.OpenAsync(
            postgres.Server,
            ("DOCKET_VIEW_ORDER_SUMMARY", "redis"), ("DOCKET_REDIS", redis.Server.Address),
            ("DOCKET_VIEW_CUSTOMER_HISTORY", "elasticsearch"), ("DOCKET_ELASTICSEARCH", search.Address.ToString()),
            ("DOCKET_VIEW_REVENUE", "clickhouse"), ("DOCKET_VIEW_PRODUCT_SALES", "clickhouse"),
            ("DOCKET_CLICKHOUSE", clickHouse.Server.Address.ToString()));
        await using var relay = await shop.ServeAsync("relay");
        await using var projector = await shop.ServeAsync("projector");
        await using var query = await shop.ServeAsync("query");

        var imported = await shop.RunAsync("import", csv, "--json");
        Assert.True(imported.ExitCode == 0, imported.Errors);
        var data = directory["embedded"];
        var alone = await DocketProcess.RunAsync("import", csv, "--data", data, "--json");
        Assert.Equal(Counted(alone.Json), Counted(imported.Json));
        await using var embedded = await RunningService.StartAsync(data);
        var head = await shop.HeadAsync();
        await Shop.LevelAsync(query, head);
        await Shop.LevelAsync(embedded, head);

        await CompareAsync(shop, new Figures(embedded, query));
        await shop.VerifyAsync();
        PublishedOnce(shop, (int)(long)(await shop.Database.ExecuteAsync("select count(*) from docket.outbox"))!);
        if (RetailSlice.IsWhole) await ExpectedAsync(query);
    }

    private static async Task CompareAsync(Shop shop, Figures figures)
    {
        var streams = ((string)(await shop.Database.ExecuteAsync(
            "select string_agg(distinct stream, ' ') from docket.events where stream like 'order-%' or stream like 'customer-%'"))!)
            .Split(' ');
        var orders = streams.Where(stream => stream.StartsWith("order-", StringComparison.Ordinal));
        var customers = streams.Where(stream => stream.StartsWith("customer-", StringComparison.Ordinal));
        await figures.SameAsync(orders.Select(stream => $"/orders/{stream["order-".Length..]}"));
        await figures.SameAsync(customers.Select(stream => $"/customers/{stream["customer-".Length..]}/orders?size=100"));
        await figures.SameAsync(
        [
            $"/reports/revenue?{From}&granularity=day", $"/reports/revenue?{From}&granularity=week",
            $"/reports/revenue?{From}&granularity=month", $"/reports/products?{From}&limit=1000", "/analytics",
            "/customers/17850/orders?q=white+lan", "/customers/17850/orders?status=paid&page=2&size=3",
        ]);
    }

    private static string Counted(JsonElement import) => string.Join(", ", import.EnumerateObject()
        .Where(figure => figure.Name is not "seconds").Select(figure => figure.ToString()));

    /// <summary>Every row of the outbox is in the topic; a repeat would have the same id.</summary>
    private static void PublishedOnce(Shop shop, int rows)
    {
        var published = shop.Broker.ReadPublished(rows);
        Assert.Equal(rows, published.DistinctBy(BrokersOfTest.IdOf).Count());
    }

    private static async Task ExpectedAsync(RunningService query)
    {
        var report = (await query.GetAsync($"/reports/revenue?{From}&granularity=day")).Body;
        var rows = report.GetProperty("rows").EnumerateArray().ToDictionary(row => row.GetProperty("period").GetString()!);
        foreach (var day in RetailExport.Expected.GetProperty("daily").EnumerateObject())
            foreach (var figure in day.Value.EnumerateObject())
                Assert.Equal(
                    (day.Name, figure.Value.GetInt64()), (day.Name, rows[day.Name].GetProperty(figure.Name).GetInt64()));
    }
}
