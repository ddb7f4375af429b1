using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Kernel;
using Docket.ReadModels.Analytics;
using Docket.ReadModels.ProductSales;
using Docket.ReadModels.Revenue;
using Docket.ReadModels.Tests.Given;
using static Docket.ReadModels.Tests.Given.Facts;
using static Docket.ReadModels.Tests.Given.Shop;

namespace Docket.ReadModels.Tests.Views;

public sealed class ReportTests
{
    private static readonly DateOnly Monday = DateOnly.FromDateTime(Day1.UtcDateTime);

    [Fact]
    public async Task Revenue_counts_on_the_day_of_payment_and_refunds_on_their_own()
    {
        await using var shop = await OpenAsync();
        await shop.OrderAsync("1", Placed("c1", Day1, Line("x", 1, 1000)), Paid(1000, Day1.AddDays(1)));
        await shop.OrderAsync("1", Added(Line("y", 1, 100), Day1.AddDays(1)), Paid(100, Day1.AddDays(1), first: false));
        await shop.OrderAsync("2", Placed("c1", Day1, Line("x", 1, 50)), Paid(50, Day1.AddDays(1)));
        await shop.OrderAsync("1", Refunded(300, Day1.AddDays(20)));
        Assert.Equal(
            [Row(Monday.AddDays(1), 2, 1150, 0), Row(Monday.AddDays(20), 0, 0, 300)],
            await RevenueAsync(shop, Granularity.Day));
        Assert.Equal([Row(Monday.AddDays(1), 2, 1150, 0)], await RevenueAsync(shop, Granularity.Day, to: Monday.AddDays(19)));
        Assert.Equal([Row(Monday.AddDays(20), 0, 0, 300)], await RevenueAsync(shop, Granularity.Day, from: Monday.AddDays(20)));
    }

    [Fact]
    public async Task Cancelling_a_paid_order_books_back_on_its_day_and_an_unpaid_one_leaves_no_trace()
    {
        await using var shop = await OpenAsync();
        await shop.OrderAsync("1", Placed("c1", Day1, Line("x", 1, 1000)), Paid(1000, Day1), Cancelled(1000, 1000, Day1.AddDays(2)));
        await shop.OrderAsync("2", Placed("c1", Day1, Line("x", 1, 1000)), Cancelled(1000, 0, Day1.AddDays(4)));
        Assert.Equal(
            [Row(Monday, 1, 1000, 0), Row(Monday.AddDays(2), 0, 0, 1000)], await RevenueAsync(shop, Granularity.Day));
    }

    [Fact]
    public async Task Weeks_begin_on_Monday_and_months_on_the_first()
    {
        await using var shop = await OpenAsync();
        foreach (var day in new[] { -1, 0, 6, 7, 29, 30 })
            await shop.OrderAsync($"o{day + 1}", Placed(null, Day1, Line("x", 1, 10)), Paid(10, Day1.AddDays(day)));
        Assert.Equal(
            [
                Row(Monday.AddDays(-7), 1, 10, 0), Row(Monday, 2, 20, 0), Row(Monday.AddDays(7), 1, 10, 0),
                Row(Monday.AddDays(28), 2, 20, 0),
            ],
            await RevenueAsync(shop, Granularity.Week));
        Assert.Equal(
            [Row(new DateOnly(2026, 3, 1), 5, 50, 0), Row(new DateOnly(2026, 4, 1), 1, 10, 0)],
            await RevenueAsync(shop, Granularity.Month));
    }

    [Fact]
    public async Task Days_are_days_in_UTC()
    {
        await using var shop = await OpenAsync();
        var lateInNewYork = new DateTimeOffset(2026, 3, 2, 22, 0, 0, TimeSpan.FromHours(-5));
        await shop.OrderAsync("1", Placed(null, Day1, Line("x", 1, 10)), Paid(10, lateInNewYork));
        Assert.Equal([Row(Monday.AddDays(1), 1, 10, 0)], await RevenueAsync(shop, Granularity.Day));
    }

    [Fact]
    public async Task A_currency_narrows_and_none_adds_all_up()
    {
        await using var shop = await OpenAsync();
        await shop.OrderAsync("1", Placed(null, Day1, Line("x", 1, 10)), Paid(10, Day1));
        await shop.OrderAsync("2", Placed(null, Day1, Line("x", 1, 7)) with { Currency = new Currency("EUR") }, Paid(7, Day1));
        Assert.Equal([Row(Monday, 1, 7, 0)], await RevenueAsync(shop, Granularity.Day, currency: "EUR"));
        Assert.Equal([Row(Monday, 2, 17, 0)], await RevenueAsync(shop, Granularity.Day));
    }

    [Fact]
    public async Task Products_are_added_up_by_the_day_their_line_was_ordered()
    {
        await using var shop = await OpenAsync();
        await shop.OrderAsync("1", Placed(null, Day1, Line("cup", 2, 100, "Cup"), Line("jug", 1, 150), Line("cup", 1, 90)));
        await shop.OrderAsync("2", Placed(null, Day1.AddDays(1), Line("jug", 1, 140)));
        await shop.OrderAsync("1", Added(Line("cup", 1, 100, "Blue cup"), Day1.AddDays(2)));
        Assert.Equal(
            [Sold("cup", "Blue cup", 4, 390), Sold("jug", "The jug", 2, 290)],
            await ProductsAsync(shop, Monday, Monday.AddDays(2)));
        Assert.Equal([Sold("cup", "Blue cup", 3, 290)], await ProductsAsync(shop, Monday, Monday, limit: 1));
        Assert.Equal([Sold("jug", "The jug", 1, 140)], await ProductsAsync(shop, Monday.AddDays(1), Monday.AddDays(1)));
        Assert.Equal([], await ProductsAsync(shop, Monday.AddDays(3), Monday.AddDays(9)));
    }

    [Fact]
    public async Task Products_of_equal_gross_come_by_id()
    {
        await using var shop = await OpenAsync();
        await shop.OrderAsync("1", Placed(null, Day1, Line("b", 1, 100), Line("c", 1, 100), Line("a", 1, 100)));
        Assert.Equal(["a", "b", "c"], (await ProductsAsync(shop, Monday, Monday)).Select(row => row.ProductId.Value));
    }

    [Fact]
    public async Task Analytics_count_orders_as_they_stand_now()
    {
        await using var shop = await OpenAsync();
        await shop.OrderAsync("pending", Placed(null, Day1, Line("x", 1, 10)));
        await shop.OrderAsync("paid", Placed(null, Day1, Line("x", 1, 101)), Paid(101, Day1), Refunded(1, Day1));
        await shop.OrderAsync("shipped", Placed(null, Day1, Line("x", 1, 200)), Paid(200, Day1), Shipped(Day1));
        await shop.OrderAsync("due", Placed(null, Day1, Line("x", 1, 50)), Paid(50, Day1), Added(Line("y", 1, 5), Day1));
        await shop.OrderAsync("gone", Placed(null, Day1, Line("x", 1, 70)), Paid(70, Day1), Cancelled(70, 70, Day1));
        var answer = await shop.Views.Analytics.ReadAsync(shop.Newest, Token);
        Assert.Equal(
            new OrderAnalytics(5, 3, new Money(351), new Money(1), Pending: 2, Paid: 1, Shipped: 1, Cancelled: 1, new Money(70)),
            answer.Value);
        Assert.Equal(new Money(117), answer.Value.AverageOrderValue);
    }

    private static RevenueRow Row(DateOnly period, long orders, long gross, long refunds) =>
        new(period, orders, new Money(gross), new Money(refunds));

    private static ProductSalesRow Sold(string product, string name, long quantity, long gross) =>
        new(new Sku(product), name, quantity, new Money(gross));

    private static async Task<ValueList<RevenueRow>> RevenueAsync(
        Shop shop, Granularity granularity, DateOnly? from = null, DateOnly? to = null, string? currency = null)
    {
        var period = new RevenuePeriod(from, to, granularity, currency is null ? null : new Currency(currency));
        return (await shop.Views.Revenue.ReadAsync(period, shop.Newest, Token)).Value;
    }

    private static async Task<ValueList<ProductSalesRow>> ProductsAsync(Shop shop, DateOnly from, DateOnly to, int limit = 100) =>
        (await shop.Views.ProductSales.ReadAsync(new ProductSalesPeriod(from, to, limit), shop.Newest, Token)).Value;
}
