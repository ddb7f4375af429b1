using Docket.Domain.Customers;
using Docket.Domain.Shared;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Store;
using Docket.ReadModels.CustomerHistory;
using Docket.ReadModels.Reading;
using Docket.ReadModels.Tests.Given;
using static Docket.ReadModels.Tests.Given.Facts;
using static Docket.ReadModels.Tests.Given.Shop;

namespace Docket.ReadModels.Tests.Views;

public sealed class FreshnessTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_read_waits_until_its_write_is_there()
    {
        await using var shop = await OpenAsync();
        var first = await shop.OrderAsync("1", Placed("c1", Day1, Line("x", 1, 10)));
        var wanted = new Freshness(first.Next, Timeout.InfiniteTimeSpan);
        var reading = shop.Views.OrderSummaries.FindAsync(new OrderId("1"), wanted, Token).AsTask();
        var counting = shop.Views.Analytics.ReadAsync(wanted, Token).AsTask();
        Assert.False(reading.IsCompleted);
        await shop.OrderAsync("1", Paid(10, Day1));
        var (order, figures) = (await reading, await counting);
        Assert.Equal((2L, false), (order.Value!.Version, order.Stale));
        Assert.Equal((1L, false), (figures.Value.PaidOrders, figures.Stale));
    }

    [Fact]
    public async Task Past_its_patience_a_read_answers_what_there_is_and_says_that_it_is_stale()
    {
        var clock = new ManualClock();
        await using var shop = new Shop(clock: clock);
        await shop.Views.StartAsync(Token);
        var last = await shop.OrderAsync("1", Placed("c1", Day1, Line("x", 1, 10)));
        await shop.Views.WaitForAsync(last, Token);
        var reading = shop.Views.OrderSummaries
            .FindAsync(new OrderId("1"), new Freshness(last.Next, Patience), Token).AsTask();
        Assert.False(reading.IsCompleted);
        clock.Advance(Patience);
        var answer = await reading;
        Assert.Equal((true, last, 1L), (answer.Stale, answer.AsOf, answer.Value!.Version));
        Assert.Null(answer.StaleSince);
    }

    [Fact]
    public async Task A_parked_order_is_stale_since_then_and_every_other_is_not()
    {
        await using var shop = await OpenAsync();
        var good = await shop.OrderAsync("1", Placed("c1", Day1, Line("x", 1, 10)));
        await shop.OrderAsync("1", Placed("c1", Day1, Line("x", 1, 10))); // placed twice: does not follow
        await shop.OrderAsync("2", Placed("c2", Day1, Line("x", 1, 10)));
        await shop.OrderAsync("1", Paid(10, Day1));

        var parked = await shop.Views.OrderSummaries.FindAsync(new OrderId("1"), shop.Newest, Token);
        Assert.Equal((true, good, 1L), (parked.Stale, parked.AsOf, parked.Value!.Version));
        Assert.NotNull(parked.StaleSince);
        var other = await shop.Views.OrderSummaries.FindAsync(new OrderId("2"), shop.Newest, Token);
        Assert.Equal((false, shop.Store.Head), (other.Stale, other.AsOf));

        Assert.True((await HistoryAsync(shop, "c1")).Stale);
        Assert.False((await HistoryAsync(shop, "c2")).Stale);
        Assert.True((await shop.Views.Analytics.ReadAsync(shop.Newest, Token)).Stale);
    }

    [Fact]
    public async Task Operators_see_what_is_parked_and_let_it_go_on()
    {
        await using var shop = await OpenAsync();
        await shop.OrderAsync("1", Placed("c1", Day1, Line("x", 1, 10)));
        await shop.OrderAsync("1", Placed("c1", Day1, Line("x", 1, 10)));
        await shop.OrderAsync("1", Paid(10, Day1));
        await shop.Views.WaitForAsync(shop.Store.Head, Token);
        var parked = shop.Views.Operations.Parked();
        Assert.Equal(
            ["analytics:2", "customer-history:2", "order-summary:2", "revenue:2"], parked.Select(one => one.Id).Order());
        Assert.All(parked, one => Assert.Equal((1L, "order-1"), (one.Waiting, one.Stream.ToString())));

        Assert.True(await shop.Views.Operations.RetryAsync("order-summary:2", Token));
        Assert.Equal(4, shop.Views.Operations.Parked().Count);
        Assert.True(await shop.Views.Operations.SkipAsync("order-summary:2", Token));
        Assert.False(await shop.Views.Operations.SkipAsync("order-summary:2", Token));
        Assert.False(await shop.Views.Operations.SkipAsync("nonsense", Token));
        var order = await shop.Views.OrderSummaries.FindAsync(new OrderId("1"), shop.Newest, Token);
        Assert.Equal((false, 10L, 3L), (order.Stale, order.Value!.Paid.Minor, order.Value.Version));
    }

    [Fact]
    public async Task A_customer_whose_own_stream_is_parked_makes_the_name_stale()
    {
        await using var shop = await OpenAsync();
        await shop.OrderAsync("1", Placed("c1", Day1, Line("x", 1, 10)));
        await shop.OrderAsync("2", Placed("c2", Day1, Line("x", 1, 10)));
        await shop.AppendAsync("customer", "c1", [Paid(10, Day1)]); // a customer does not get paid
        await shop.CustomerAsync("c1", new CustomerRegistered("Ada", null) { At = Day1 });
        Assert.True((await shop.Views.OrderSummaries.FindAsync(new OrderId("1"), shop.Newest, Token)).Stale);
        Assert.False((await shop.Views.OrderSummaries.FindAsync(new OrderId("2"), shop.Newest, Token)).Stale);
    }

    [Fact]
    public async Task The_list_of_views_says_where_each_stands()
    {
        await using var shop = await OpenAsync(new InMemoryViewStorage());
        await shop.OrderAsync("1", Placed("c1", Day1, Line("x", 1, 10), Line("y", 1, 10)));
        await shop.Views.WaitForAsync(shop.Store.Head, Token);
        var views = shop.Views.Operations.List();
        Assert.Equal(
            ["analytics", "customer-history", "order-summary", "product-sales", "revenue"], views.Select(view => view.Name));
        Assert.All(views, view => Assert.Equal((0L, shop.Store.Head), (view.LagEvents, view.Watermark)));
        Assert.Equal([1, 1, 1, 2, 1], views.Select(view => view.Rows));
        Assert.Null(shop.Views.Operations.StartRebuild("no-such-view"));
        Assert.Null(shop.Views.Operations.RollBack("revenue"));
        Assert.Equal("running", shop.Views.Operations.StartRebuild("revenue")!.State);
    }

    internal static async Task RebuildAsync(Shop shop, string view)
    {
        Assert.NotNull(shop.Views.Operations.StartRebuild(view));
        while (shop.Views.Operations.List().Single(one => one.Name == view).Rebuild!.EndedAt is null) await Task.Yield();
    }

    private static ValueTask<Answer<CustomerOrdersPage>> HistoryAsync(Shop shop, string customer) =>
        shop.Views.CustomerHistory.FindAsync(
            new CustomerId(customer), new CustomerOrdersFilter(1, 10, null, null), shop.Newest, Token);
}
