using Docket.Journal.Projections;
using Docket.ReadModels.ClickHouse.Tests.Given;
using Docket.ReadModels.Reading;
using Docket.ReadModels.Revenue;
using Docket.ReadModels.Tests.Given;
using static Docket.ReadModels.Tests.Given.Facts;

namespace Docket.ReadModels.ClickHouse.Tests;

/// <summary>Whatever somebody did to a table by hand: it is named with its fields, and put right while orders go on.</summary>
public sealed class RepairTests(SharedClickHouse shared)
{
    private const string Fact = "day, currency, position, order_id, orders, gross, refunds";

    private static readonly (string View, string Key, string Sql)[] Damages =
    [
        ("revenue", "mine", "alter table $revenue_rows_1 delete where key like '%mine'"),
        ("revenue", "mine", "alter table $revenue_facts_1 delete where order_id = 'mine'"),
        ("revenue", "mine",
            $"insert into $revenue_facts_1 ({Fact}) select day, currency, position, order_id, orders, gross + 1, refunds "
            + "from $revenue_facts_1 where order_id = 'mine'"),
        ("revenue", "a fact of no event", $"insert into $revenue_facts_1 ({Fact}) values (739000, 'GBP', 1, 'it\\'s', 1, 5, 0)"),
        ("product-sales", "a fact of no event",
            "insert into $product_sales_facts_1 (day, product_id, position, name, quantity, gross) values (739000, 'z', 1, 'Z', 1, 5)"),
        ("product-sales", "2", "alter table $product_sales_facts_1 delete where product_id = 'x'"),
    ];

    [Fact]
    public async Task Damage_is_named_put_right_and_gone_while_orders_go_on()
    {
        await using var house = new Warehouse(shared.Server);
        await house.Local.StartAsync(Warehouse.Token);
        await using var desk = await house.OpenAsync();
        await house.OrderAsync("first", Placed("c9", Day1, Line("w", 2, 10)));
        await house.OrderAsync("mine", Placed("c9", Day1, Line("x", 2, 10)), Paid(20, Day1));
        await desk.LevelAsync();
        using var enough = new CancellationTokenSource();
        var writing = Task.Run(() => WriteAsync(house, enough.Token), Warehouse.Token);
        foreach (var (view, key, sql) in Damages)
        {
            await house.ExecuteAsync(sql);
            while (await shared.Server.ExecuteAsync("select count() from system.mutations where not is_done") != "0") { }
            var found = await FindAsync(desk, view);
            Assert.True(found.Differing.Contains(key), $"{sql}: {found.Problem} {found.Differing}");
            Assert.True(desk.Host.StartRepair(view, 5));
            await desk.Host.WaitForRebuildAsync(view, Warehouse.Token);
            var repair = desk.Host.RepairOf(view)!;
            Assert.True(repair.Stage == RepairStage.Done && repair.Repaired > 0, $"{sql}: {repair.Outcome}");
            Assert.Null((await FindAsync(desk, view)).Problem);
        }

        await enough.CancelAsync();
        await writing;
        await desk.LevelAsync();
        await desk.AgreesAsync();
        await desk.VerifiesAsync();
    }

    [Fact]
    public async Task A_poison_event_parks_its_order_only_over_restarts_and_is_retried_and_skipped()
    {
        await using var house = new Warehouse(shared.Server);
        await using (var desk = await house.OpenAsync())
        {
            await house.OrderAsync("bad", Placed("c1", Day1, Line("x", 1, 10)));
            await house.OrderAsync("bad", Placed("c1", Day1, Line("x", 1, 10)), Paid(10, Day1));
            await house.OrderAsync("good", Placed("c1", Day1, Line("x", 1, 10)), Paid(20, Day1));
            await desk.LevelAsync();
        }

        await using var next = await house.OpenAsync();
        await next.LevelAsync();
        var (gross, stale, since) = await ReadAsync(house, next);
        Assert.Equal((20, true, true), (gross, stale, since is not null));
        var view = next.Host.Views.Single(one => one.Name == ViewNames.Revenue);
        var parked = Assert.Single(view.Parking.Streams.Values);
        Assert.True(await next.Host.RetryAsync(view.Name, parked.Position, Warehouse.Token));
        Assert.Single(view.Parking.Streams);
        Assert.True(await next.Host.SkipAsync(view.Name, parked.Position, Warehouse.Token));
        (gross, stale, since) = await ReadAsync(house, next);
        Assert.Equal((30, false, null), (gross, stale, since));
        await next.VerifiesAsync();
    }

    private static async Task<(long Gross, bool Stale, DateTimeOffset? Since)> ReadAsync(Warehouse house, Desk desk)
    {
        var answer = await desk.Revenue.ReadAsync(
            new RevenuePeriod(null, null, Granularity.Day, null), house.Newest, Warehouse.Token);
        return (answer.Value.Sum(row => row.Gross.Minor), answer.Stale, answer.StaleSince);
    }

    private static async Task WriteAsync(Warehouse house, CancellationToken enough)
    {
        var history = new RandomHistory(5);
        while (!enough.IsCancellationRequested)
        {
            await house.WriteAsync(history, 1);
            await Task.Yield();
        }
    }

    private static async Task<ViewFinding> FindAsync(Desk desk, string view) =>
        (await desk.Host.VerifyAsync(5, Warehouse.Token)).Single(finding => finding.View == view);
}
