using Docket.Engines.Tests.Given;
using Docket.ReadModels.Elasticsearch.Tests.Double;

namespace Docket.Engines.Tests;

/// <summary>An engine fails while orders come in: they go on coming in, and afterwards every view has every event once,
/// with nobody's help.</summary>
[Collection(EngineHouse.Name)]
public sealed class FailureRunTests(EngineHouse house)
{
    private const int Before = 20;
    private const int Meanwhile = 60;

    [Fact]
    public async Task Redis_killed_and_started_again()
    {
        EngineHouse.Require();
        await using var rush = new Rush(house.Service);
        await rush.MoreAsync(Before);
        await house.Redis.KillAsync();
        await rush.MoreAsync(Meanwhile);
        await house.Redis.StartAsync();
        await rush.MoreAsync(Before);
        await house.HoldsAsync(rush);
    }

    [Fact]
    public async Task Redis_flushed_and_no_answer_pretends_to_be_fresh()
    {
        EngineHouse.Require();
        await using var rush = new Rush(house.Service);
        await rush.MoreAsync(Meanwhile);
        var known = rush.Acknowledged.ToArray();
        await house.Redis.ExecuteAsync("FLUSHALL");
        foreach (var (order, acknowledged) in known)
        {
            var answer = await house.Service.GetAsync($"/orders/{order}");
            if (answer.Code is not (200 or 404)) continue; // it says that it cannot be asked
            var isStale = answer.Body.GetProperty("stale").GetBoolean();
            var shows = answer.Code == 200 && answer.Number("version") >= acknowledged.Version;
            Assert.True(isStale || shows, $"{order}: {answer.Code} {answer.Body}");
        }

        await house.HoldsAsync(rush);
    }

    [Fact]
    public async Task ClickHouse_killed_and_started_again()
    {
        EngineHouse.Require();
        await using var rush = new Rush(house.Service);
        await rush.MoreAsync(Before);
        await house.ClickHouse.KillAsync();
        await rush.MoreAsync(Meanwhile);
        await house.ClickHouse.StartAsync();
        await house.HoldsAsync(rush);
    }

    [Fact]
    public async Task ClickHouse_with_too_many_parts()
    {
        EngineHouse.Require();
        await using var rush = new Rush(house.Service);
        await rush.MoreAsync(Before);
        var reports = await house.ReportsAsync();
        await house.ClickHouse.ExecuteAsync("system stop merges");
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            while (true)
                foreach (var table in (string[])["revenue_rows_1", "product_sales_rows_1"])
                    await house.ClickHouse.ExecuteAsync(
                        $"insert into {reports}.{table} (key, row, removed, batch) values ('none', '', 1, 0)");
        });
        await rush.MoreAsync(Meanwhile);
        await house.ClickHouse.ExecuteAsync("system start merges");
        await house.HoldsAsync(rush);
    }

    [Fact]
    public async Task PostgreSQL_killed_and_started_again()
    {
        EngineHouse.Require();
        await using var rush = new Rush(house.Service);
        await rush.MoreAsync(Before);
        await house.Postgres.KillAsync();
        await house.Postgres.StartAsync();
        await rush.MoreAsync(Meanwhile);
        await house.HoldsAsync(rush);
    }

    [Fact]
    public async Task Elasticsearch_that_answers_429_and_503_and_takes_half_of_a_bulk_request()
    {
        EngineHouse.Require();
        await using var rush = new Rush(house.Service);
        var calls = 0;
        house.Elasticsearch.Double.OnRequest = (method, _) => method == HttpMethod.Get
            ? Fault.None
            : (Interlocked.Increment(ref calls) % 7) switch
            {
                1 => Fault.Busy,
                3 => Fault.Away,
                5 => Fault.AnswerLost,
                _ => Fault.None,
            };
        house.Elasticsearch.Double.OnItem = id => Interlocked.Increment(ref calls) % 5 == 0 && id != "!stand" ? 429 : 0;
        await rush.MoreAsync(Meanwhile);
        house.Elasticsearch.Double.OnRequest = (_, _) => Fault.None;
        house.Elasticsearch.Double.OnItem = _ => 0;
        Assert.True(calls > Before);
        await house.HoldsAsync(rush);
    }

    [Fact]
    public async Task A_slow_engine_holds_up_its_own_view_only_and_is_told_of()
    {
        EngineHouse.Require();
        var before = house.Told.Count();
        await using var rush = new Rush(house.Service);
        await rush.MoreAsync(Before);
        await using (var holder = new Npgsql.NpgsqlConnection(house.Postgres.ConnectionString(house.Database)))
        {
            await holder.OpenAsync(TestContext.Current.CancellationToken);
            await using var held = await holder.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await using var hold = new Npgsql.NpgsqlCommand(
                "select 1 from docket_views.generations where view = 'analytics' for update", holder);
            await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            await ToldAsync("raised", before);
            await rush.MoreAsync(Before);
            var last = rush.Acknowledged.OrderBy(order => order.Value.Seq).Last();
            await Checker.FreshAsync(house.Service, $"/orders/{last.Key}", last.Value.Seq);
            var health = await house.Service.GetAsync("/healthz");
            Assert.Equal((200, "degraded"), (health.Code, health.Text("status")));
            Assert.Contains("docket_projection_lag_alert{view=\"analytics\"} 1",
                await house.Service.GetTextAsync("/metrics"), StringComparison.Ordinal);
            var lag = (await house.Service.GetAsync("/ops/lag")).Body.GetProperty("views").EnumerateArray()
                .Single(view => view.GetProperty("name").GetString() == "analytics");
            Assert.True(lag.GetProperty("waiting_seconds").GetDouble() > 1);
            Assert.NotEqual(System.Text.Json.JsonValueKind.Null, lag.GetProperty("alert_since").ValueKind);
        }

        await house.HoldsAsync(rush);
        await ToldAsync("cleared", before);
        Assert.Equal("alive", (await house.Service.GetAsync("/healthz")).Text("status"));
    }

    private async Task ToldAsync(string what, int after)
    {
        while (!house.Told.Skip(after).Any(told => told.GetProperty("view").GetString() == "analytics"
            && told.GetProperty("event").GetString() == what))
            await Task.Yield();
    }
}
