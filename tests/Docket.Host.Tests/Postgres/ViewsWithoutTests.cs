using Docket.Host.Tests.Running;
using Docket.Journal.Postgres.Tests.Servers;
using Docket.Journal.Redis.Tests.Servers;

namespace Docket.Host.Tests.Postgres;

/// <summary>Views without their engine, and views without anybody who applies them.</summary>
public sealed class ViewsWithoutTests(SharedServer shared)
{
    [Fact]
    public async Task A_service_starts_without_its_views_engines_and_opens_a_view_when_its_engine_is_there()
    {
        RedisInstallation.Require();
        using var database = await PostgresDatabase.NewAsync(shared.Server);
        await using var redis = await OwnRedis.StartNewAsync();
        await redis.KillAsync();
        await using var service = await database.ServeAsync(
            [("DOCKET_VIEW_ORDER_SUMMARY", "redis"), ("DOCKET_REDIS", redis.Address),
             ("DOCKET_VIEW_REVENUE", "clickhouse"), ("DOCKET_CLICKHOUSE", "http://127.0.0.1:1"),
             ("DOCKET_VIEW_CUSTOMER_HISTORY", "elasticsearch"), ("DOCKET_ELASTICSEARCH", "http://127.0.0.1:1")], "s");

        var placed = await service.PostAsync("/orders", Bodies.Order("o", "anna"));
        Assert.Equal(201, placed.Code);
        Assert.Equal(200, (await service.GetAsync("/orders/o?consistency=strong")).Code);
        foreach (var path in (string[])["/orders/o", "/customers/anna/orders",
            "/reports/revenue?from=2026-01-01&to=2026-12-31&granularity=month"])
        {
            var asked = await service.GetAsync(path);
            Assert.Equal((503, "/problems/view-unavailable", path), (asked.Code, asked.Type, path));
        }

        Assert.Equal(["customer-history", "order-summary", "revenue"], await UnavailableAsync(service));
        var why = await service.GetAsync("/readyz");
        Assert.Equal(503, why.Code);
        Assert.Contains("View order-summary is unavailable", why.Body.ToString(), StringComparison.Ordinal);

        await redis.StartAsync();
        Answer shown;
        do shown = await service.GetAsync($"/orders/o?min_seq={placed.Seq}");
        while (shown.Code == 503 || shown.Body.GetProperty("stale").GetBoolean());

        Assert.Equal((200, "o"), (shown.Code, shown.Text("order_id")));
        Assert.Equal(["customer-history", "revenue"], await UnavailableAsync(service));
        await service.StopAsync();
        Assert.Contains("View order-summary is unavailable", await service.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verb_whose_login_only_reads_ends_with_one_line_where_nobody_applies_the_views()
    {
        using var database = await PostgresDatabase.NewAsync(shared.Server);
        await using (var all = await database.ServeAsync("a"))
            Assert.Equal(201, (await all.PostAsync("/orders", Bodies.Order("first"))).Code);
        await using (var writer = await database.ServeAsync("w", "--role", "command"))
            Assert.Equal(201, (await writer.PostAsync("/orders", Bodies.Order("second"))).Code);
        using var reader = await database.AsAsync(shared.Server, "docket_reader");

        var told = await reader.RunAsync("report", "products");

        Assert.Equal((1, ""), (told.ExitCode, told.Output));
        Assert.Matches("^docket: The view [a-z-]+ stands at [0-9]+ of 2, has not moved for 10 s", told.Errors);
        Assert.Contains("Start a process that does", told.Errors, StringComparison.Ordinal);
        Assert.Single(told.Errors.TrimEnd().Split('\n'));
    }

    private static async Task<List<string?>> UnavailableAsync(RunningService service) =>
        [.. (await service.GetAsync("/ops/projections")).Body.GetProperty("projections").EnumerateArray()
            .Where(view => view.GetProperty("state").GetString() == "unavailable")
            .Select(view => view.GetProperty("name").GetString())];
}
