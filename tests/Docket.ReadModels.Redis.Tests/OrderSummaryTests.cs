using Docket.Domain.Customers;
using Docket.ReadModels.Reading;
using Docket.ReadModels.Redis.Tests.Given;
using static Docket.ReadModels.Tests.Given.Facts;

namespace Docket.ReadModels.Redis.Tests;

/// <summary>What is in the hashes, and what is said of its freshness.</summary>
public sealed class OrderSummaryTests(SharedRedis shared)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task An_order_is_a_hash_that_can_be_read_without_this_program()
    {
        await using var shop = new RedisShop(shared.Server, shared.NewPrefix());
        await using var desk = await shop.OpenDeskAsync();
        await shop.CustomerAsync("c1", new CustomerRegistered("Ada", null) { At = Day1 });
        await shop.OrderAsync("1", Placed("c1", Day1, Line("x", 2, 10, "A \"mug\""), Line("y", 1, 5)), Paid(25, Day1));
        await desk.FindAsync("1", shop.Newest);

        Assert.Equal<IEnumerable<string?>>(
            ["c1", "Ada", "paid", "GBP", "3", "25", "0", "25", "0", "0", "2026-03-02T09:00:00Z", null, "2"],
            await Task.WhenAll(new[]
            {
                "customer_id", "customer_name", "status", "currency", "item_count", "total", "discount", "paid",
                "refunded", "balance_due", "paid_at", "shipped_at", "version",
            }.Select(field => shop.FieldAsync("order:1", field))));
        Assert.Equal(
            """[{"product_id":"x","name":"A \"mug\"","quantity":2,"unit_price":10},{"product_id":"y","name":"The y","quantity":1,"unit_price":5}]""",
            await shop.FieldAsync("order:1", "items"));
    }

    [Fact]
    public async Task A_new_name_is_shown_in_all_of_the_customers_orders_and_in_no_other()
    {
        await using var shop = new RedisShop(shared.Server, shared.NewPrefix());
        await using var desk = await shop.OpenDeskAsync();
        foreach (var order in new[] { "1", "2", "3" }) await shop.OrderAsync(order, Placed("c1", Day1, Line("x", 1, 10)));
        await shop.OrderAsync("other", Placed("c2", Day1, Line("x", 1, 10)));
        await shop.OrderAsync("guest", Placed(null, Day1, Line("x", 1, 10)));
        foreach (var name in new[] { "Ada", "Grace" })
        {
            await shop.CustomerAsync("c1", new CustomerRegistered(name, null) { At = Day1 });
            foreach (var order in new[] { "1", "2", "3" })
            {
                Assert.Equal(name, (await desk.FindAsync(order, shop.Newest)).Value!.CustomerName);
                Assert.Equal(name, await shop.FieldAsync($"order:{order}", "customer_name"));
            }
        }

        Assert.Null(await shop.FieldAsync("order:other", "customer_name"));
        Assert.Null((await desk.FindAsync("guest", shop.Newest)).Value!.CustomerName);
        Assert.Null((await desk.VerifyAsync()).Problem);
    }

    [Fact]
    public async Task A_read_wakes_by_signal_when_its_write_is_there_on_the_owner_and_on_others()
    {
        await using var shop = new RedisShop(shared.Server, shared.NewPrefix());
        var seldom = shop.Options with { LookInterval = TimeSpan.FromHours(1), LeaseTime = TimeSpan.FromHours(1) };
        await using var owner = await shop.OpenDeskAsync(seldom);
        await using var other = await shop.OpenDeskAsync(seldom);
        var wanted = new Freshness(shop.Store.Head.Next, Patience);
        var readings = new[] { owner, other }.Select(desk => desk.FindAsync("1", wanted).AsTask()).ToList();
        Assert.All(readings, reading => Assert.False(reading.IsCompleted));

        await shop.OrderAsync("1", Placed("c1", Day1, Line("x", 1, 10)));

        foreach (var answer in await Task.WhenAll(readings))
            Assert.Equal((false, wanted.MinSeq, 1L), (answer.Stale, answer.AsOf, answer.Value!.Version));
    }

    [Fact]
    public async Task Past_its_patience_a_read_answers_what_there_is_and_says_that_it_is_stale()
    {
        await using var shop = new RedisShop(shared.Server, shared.NewPrefix());
        await using var desk = await shop.OpenDeskAsync();
        var last = await shop.OrderAsync("1", Placed("c1", Day1, Line("x", 1, 10)));
        await desk.FindAsync("1", shop.Newest);

        var answer = await desk.FindAsync("1", new Freshness(last.Next, TimeSpan.FromMilliseconds(1)));

        Assert.Equal((true, last, 1L), (answer.Stale, answer.AsOf, answer.Value!.Version));
    }

    [Fact]
    public async Task A_parked_order_is_stale_since_then_and_goes_on_when_an_operator_says_so()
    {
        await using var shop = new RedisShop(shared.Server, shared.NewPrefix());
        await using var desk = await shop.OpenDeskAsync();
        var good = await shop.OrderAsync("1", Placed("c1", Day1, Line("x", 1, 10)));
        var bad = await shop.OrderAsync("1", Placed("c1", Day1, Line("x", 1, 10))); // placed twice: does not follow
        await shop.OrderAsync("2", Placed("c2", Day1, Line("x", 1, 10)));
        await shop.OrderAsync("1", Paid(10, Day1));

        var parked = await desk.FindAsync("1", shop.Newest);
        Assert.Equal((true, good, 1L), (parked.Stale, parked.AsOf, parked.Value!.Version));
        Assert.NotNull(parked.StaleSince);
        Assert.False((await desk.FindAsync("2", shop.Newest)).Stale);

        Assert.True(await desk.Views.Operations.SkipAsync($"order-summary:{bad}", RedisShop.Token));
        var order = await desk.FindAsync("1", shop.Newest);
        Assert.Equal((false, 10L, 3L), (order.Stale, order.Value!.Paid.Minor, order.Value.Version));
        Assert.Null((await desk.VerifyAsync()).Problem);
    }
}
