using Docket.Journal.Projections;
using Docket.ReadModels.Postgres.Tests.Given;
using Docket.ReadModels.Tests.Given;
using static Docket.ReadModels.Tests.Given.Facts;

namespace Docket.ReadModels.Postgres.Tests;

/// <summary>Whatever somebody did to a table by hand: it is named, and put right while orders go on.</summary>
public sealed class RepairTests(SharedServer shared)
{
    private static readonly (string View, string Key, string Sql)[] Damages =
    [
        ("order-summary", "order-mine", "delete from docket_views.order_summary where order_id = 'mine'"),
        ("order-summary", "order-mine", "update docket_views.order_summary set total = total + 1 where order_id = 'mine'"),
        ("order-summary", "order-mine", "update docket_views.order_summary set row = '\\x00' where order_id = 'mine'"),
        ("order-summary", "bytes ffff",
            "insert into docket_views.order_summary (kind, key, row) values ('order', '\\xffff', '\\x00')"),
        ("customer-history", "mine", "update docket_views.customer_history set words = 'LOST' where order_id = 'mine'"),
        ("revenue", "mine", "delete from docket_views.revenue where order_id = 'mine'"),
        ("revenue", "revenue_days", "update docket_views.revenue_days set gross = gross + 1"),
        ("analytics", "analytics_totals", "update docket_views.analytics_totals set total_orders = 0"),
        ("product-sales", "2026-03-02 x", "update docket_views.product_sales set quantity = 7 where product_id = 'x'"),
    ];

    [Fact]
    public async Task Damage_is_named_put_right_and_gone_while_orders_go_on()
    {
        await using var shop = await ShopDatabase.NewAsync(shared.Server);
        await using var desk = await shop.OpenDeskAsync();
        await shop.OrderAsync("mine", Placed("c9", Day1, Line("x", 2, 10)), Paid(20, Day1));
        await desk.WaitForAsync(shop.Store.Head);
        using var enough = new CancellationTokenSource();
        var writing = Task.Run(() => WriteAsync(shop, enough.Token), ShopDatabase.Token);
        foreach (var (view, key, sql) in Damages)
        {
            await shop.ExecuteAsync(sql);
            var found = await FindAsync(desk, view);
            Assert.True(found.Differing.Contains(key), $"{sql}: {found.Problem} {found.Differing}");
            Assert.NotNull(desk.Views.Operations.StartRepair(view));
            var repair = await EndAsync(desk, view);
            Assert.True(repair.Stage == RepairStage.Done && repair.Repaired > 0, $"{sql}: {repair.Outcome}");
            Assert.Null((await FindAsync(desk, view)).Problem);
        }

        await enough.CancelAsync();
        await writing;
        await desk.WaitForAsync(shop.Store.Head);
        Assert.All(await desk.Views.VerifyAsync(5, ShopDatabase.Token), finding => Assert.Null(finding.Problem));
    }

    [Fact]
    public async Task A_poison_event_parks_its_order_only_over_restarts_and_is_retried_and_skipped()
    {
        await using var shop = await ShopDatabase.NewAsync(shared.Server);
        await shop.OrderAsync("bad", Placed("c1", Day1, Line("x", 1, 10)));
        await using (var desk = await shop.OpenDeskAsync())
        {
            await shop.OrderAsync("bad", Placed("c1", Day1, Line("x", 1, 10)), Paid(10, Day1));
            await shop.OrderAsync("good", Placed("c1", Day1, Line("x", 1, 10)), Paid(10, Day1));
            await desk.WaitForAsync(shop.Store.Head);
        }

        await using var next = await shop.OpenDeskAsync();
        await next.WaitForAsync(shop.Store.Head);
        var bad = await next.Views.OrderSummaries.FindAsync(new("bad"), shop.Newest, ShopDatabase.Token);
        var good = await next.Views.OrderSummaries.FindAsync(new("good"), shop.Newest, ShopDatabase.Token);
        Assert.Equal((true, true, 1L), (bad.Stale, bad.StaleSince is not null, bad.Value!.Version));
        Assert.Equal((false, 2L), (good.Stale, good.Value!.Version));
        foreach (var parked in next.Views.Operations.Parked().ToList())
        {
            Assert.True(await next.Views.Operations.RetryAsync(parked.Id, ShopDatabase.Token));
            Assert.Contains(next.Views.Operations.Parked(), still => still.Id == parked.Id);
            Assert.True(await next.Views.Operations.SkipAsync(parked.Id, ShopDatabase.Token));
        }

        bad = await next.Views.OrderSummaries.FindAsync(new("bad"), shop.Newest, ShopDatabase.Token);
        Assert.Equal((false, 3L), (bad.Stale, bad.Value!.Version));
        Assert.Empty(next.Views.Operations.Parked());
        Assert.All(await next.Views.VerifyAsync(5, ShopDatabase.Token), finding => Assert.Null(finding.Problem));
    }

    private static async Task WriteAsync(ShopDatabase shop, CancellationToken enough)
    {
        var history = new RandomHistory(5);
        while (!enough.IsCancellationRequested) await shop.WriteAsync(history, 1);
    }

    private static async Task<ViewFinding> FindAsync(Desk desk, string view) =>
        (await desk.Views.VerifyAsync(5, ShopDatabase.Token)).Single(finding => finding.View == view);

    private static async Task<RepairProgress> EndAsync(Desk desk, string view)
    {
        while (true)
        {
            if (desk.Views.Operations.List().Single(one => one.Name == view).Repair is { EndedAt: not null } ended) return ended;
            await Task.Yield();
        }
    }
}
