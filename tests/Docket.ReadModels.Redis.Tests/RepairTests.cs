using Docket.Domain.Customers;
using Docket.Journal.Projections;
using Docket.ReadModels.Redis.Tests.Given;
using Docket.ReadModels.Tests.Given;
using static Docket.ReadModels.Tests.Given.Facts;

namespace Docket.ReadModels.Redis.Tests;

/// <summary>Whatever somebody did to a hash by hand: it is named with its fields, and put right while orders go on.</summary>
public sealed class RepairTests(SharedRedis shared)
{
    private static readonly (string Key, string Fields, string[] Command)[] Damages =
    [
        ("order-mine", "total", ["HSET", "order:mine", "total", "1"]),
        ("order-mine", "added", ["HSET", "order:mine", "added", "by hand"]),
        ("order-mine", "status", ["HDEL", "order:mine", "status"]),
        ("order-mine", "", ["DEL", "order:mine"]),
        ("order-mine", "row", ["HSET", "order:mine", "row", "x"]),
        ("order-mine", "customer_name", ["HSET", "order:mine", "customer_name", "Eve"]),
        ("customer-c9", "name", ["HSET", "customer:c9", "name", "Eve"]),
        ("order-ghost", "", ["HSET", "order:ghost", "status", "paid"]),
    ];

    [Fact]
    public async Task Damage_is_named_put_right_and_gone_while_orders_go_on()
    {
        await using var shop = new RedisShop(shared.Server, shared.NewPrefix());
        await using var desk = await shop.OpenDeskAsync();
        await shop.CustomerAsync("c9", new CustomerRegistered("Ada", null) { At = Day1 });
        await shop.OrderAsync("mine", Placed("c9", Day1, Line("x", 2, 10)), Paid(20, Day1));
        await desk.FindAsync("mine", shop.Newest);
        using var enough = new CancellationTokenSource();
        var writing = Task.Run(() => WriteAsync(shop, enough.Token), RedisShop.Token);
        foreach (var (key, fields, command) in Damages)
        {
            await shop.DamageAsync(command);
            var found = (await desk.VerifyAsync()).Differences.Single(one => one.Key == key);
            Assert.Equal(fields, string.Join(",", found.Fields.Select(field => field.Field)));
            Assert.NotNull(desk.Views.Operations.StartRepair(ViewNames.OrderSummary));
            while (desk.Status.Repair is { EndedAt: null }) await Task.Yield();
            Assert.True(desk.Status.Repair is { Stage: RepairStage.Done, Repaired: > 0 }, desk.Status.Repair!.Outcome);
            Assert.Null((await desk.VerifyAsync()).Problem);
            Assert.Equal("Ada", await shop.FieldAsync("order:mine", "customer_name"));
        }

        await enough.CancelAsync();
        await writing;
        await desk.FindAsync("mine", shop.Newest);
        Assert.Null((await desk.VerifyAsync()).Problem);
    }

    [Fact]
    public async Task A_poison_event_parks_its_order_only_over_restarts_and_is_retried_and_skipped()
    {
        await using var shop = new RedisShop(shared.Server, shared.NewPrefix());
        await using (var desk = await shop.OpenDeskAsync())
        {
            await shop.OrderAsync("bad", Placed("c1", Day1, Line("x", 1, 10)));
            await shop.OrderAsync("bad", Placed("c1", Day1, Line("x", 1, 10)), Paid(10, Day1));
            await shop.OrderAsync("good", Placed("c1", Day1, Line("x", 1, 10)), Paid(10, Day1));
            await desk.FindAsync("good", shop.Newest);
        }

        await using var next = await shop.OpenDeskAsync();
        var (bad, good) = (await next.FindAsync("bad", shop.Newest), await next.FindAsync("good", shop.Newest));
        Assert.Equal((true, true, 1L), (bad.Stale, bad.StaleSince is not null, bad.Value!.Version));
        Assert.Equal((false, 2L), (good.Stale, good.Value!.Version));
        var parked = next.Views.Operations.Parked().Single(one => one.View == ViewNames.OrderSummary);
        Assert.True(await next.Views.Operations.RetryAsync(parked.Id, RedisShop.Token));
        Assert.Equal(1, next.Status.ParkedKeys);
        Assert.True(await next.Views.Operations.SkipAsync(parked.Id, RedisShop.Token));
        bad = await next.FindAsync("bad", shop.Newest);
        Assert.Equal((false, 3L, 0), (bad.Stale, bad.Value!.Version, next.Status.ParkedKeys));
        Assert.Null((await next.VerifyAsync()).Problem);
    }

    private static async Task WriteAsync(RedisShop shop, CancellationToken enough)
    {
        var (history, chance) = (new RandomHistory(5), new Random(5));
        while (!enough.IsCancellationRequested) await shop.WriteAsync(history, chance, 1);
    }
}
