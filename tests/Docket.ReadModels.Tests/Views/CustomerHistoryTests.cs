using Docket.Domain.Shared;
using Docket.ReadModels.CustomerHistory;
using Docket.ReadModels.OrderSummaries;
using Docket.ReadModels.Tests.Given;
using static Docket.ReadModels.Tests.Given.Facts;
using static Docket.ReadModels.Tests.Given.Shop;

namespace Docket.ReadModels.Tests.Views;

public sealed class CustomerHistoryTests
{
    [Fact]
    public async Task Orders_come_newest_first_and_ties_by_the_higher_id()
    {
        await using var shop = await OpenAsync();
        await shop.OrderAsync("b", Placed("c1", Day1, Line("x", 1, 1)));
        await shop.OrderAsync("old", Placed("c1", Day1.AddDays(-1), Line("x", 1, 1)));
        await shop.OrderAsync("c", Placed("c1", Day1, Line("x", 1, 1)));
        await shop.OrderAsync("new", Placed("c1", Day1.AddDays(1), Line("x", 1, 1)));
        await shop.OrderAsync("a", Placed("c1", Day1, Line("x", 1, 1)));
        await shop.OrderAsync("hers", Placed("c2", Day1, Line("x", 1, 1)));
        await shop.OrderAsync("guest", Placed(null, Day1, Line("x", 1, 1)), Paid(1, Day1));
        Assert.Equal("new c b a old of 5", await ListAsync(shop));
        Assert.Equal("b a of 5", await ListAsync(shop, page: 2, size: 2, skipped: "new c"));
        Assert.Equal(" of 5", await ListAsync(shop, page: 4, size: 2));
        Assert.Equal(" of 5", await ListAsync(shop, page: int.MaxValue, size: 100));
    }

    [Fact]
    public async Task A_status_narrows_and_follows_the_order()
    {
        await using var shop = await OpenAsync();
        await shop.OrderAsync("1", Placed("c1", Day1, Line("x", 1, 10)));
        await shop.OrderAsync("2", Placed("c1", Day1, Line("x", 1, 10)));
        await shop.OrderAsync("1", Paid(10, Day1));
        Assert.Equal("1 of 1", await ListAsync(shop, status: OrderStatus.Paid));
        Assert.Equal("2 of 1", await ListAsync(shop, status: OrderStatus.Pending));
        await shop.OrderAsync("1", Shipped(Day1));
        Assert.Equal(" of 0", await ListAsync(shop, status: OrderStatus.Paid));
        Assert.Equal("2 1 of 2", await ListAsync(shop));
    }

    [Theory]
    [InlineData("heart", "1 of 1")]
    [InlineData("HEART t-light", "1 of 1")]
    [InlineData("light white", "1 of 1")]
    [InlineData("whi", "1 of 1")]
    [InlineData("whi heart", " of 0")]
    [InlineData("lantern", "2 1 of 2")]
    [InlineData("lantern café", "2 of 1")]
    [InlineData("caf", "2 of 1")]
    [InlineData("heart umbrella", "1 of 1")]
    [InlineData("heart café", " of 0")]
    [InlineData(" - ", "2 1 of 2")]
    public async Task Words_are_found_in_the_items_names(string words, string expected)
    {
        await using var shop = await OpenAsync();
        await shop.OrderAsync("1", Placed("c1", Day1,
            Line("a", 1, 1, "WHITE HANGING HEART T-LIGHT HOLDER"), Line("b", 1, 1, "Lantern")));
        await shop.OrderAsync("1", Added(Line("c", 1, 1, "Red umbrella"), Day1));
        await shop.OrderAsync("2", Placed("c1", Day1, Line("b", 1, 1, "Café lantern")));
        Assert.Equal(expected, await ListAsync(shop, words: words));
    }

    [Fact]
    public async Task An_order_in_the_list_says_what_it_came_to()
    {
        await using var shop = await OpenAsync();
        await shop.OrderAsync("1", Placed("c1", Day1, Line("a", 2, 100), Line("b", 1, 50), Line("a", 1, 100)), Paid(350, Day1),
            Refunded(50, Day1));
        var answer = await shop.Views.CustomerHistory.FindAsync(
            new CustomerId("c1"), new CustomerOrdersFilter(1, 10, null, null), shop.Newest, Token);
        Assert.Equal(
            new CustomerOrder
            {
                OrderId = new OrderId("1"),
                CustomerId = new CustomerId("c1"),
                Status = OrderStatus.Paid,
                Currency = new Currency("GBP"),
                ItemCount = 4,
                Total = new Money(350),
                Paid = new Money(350),
                Refunded = new Money(50),
                PlacedAt = Day1,
                ItemNames = ["The a", "The b"],
                Version = 3,
            },
            Assert.Single(answer.Value.Items));
    }

    private static async Task<string> ListAsync(
        Shop shop, int page = 1, int size = 10, string? words = null, OrderStatus? status = null, string? skipped = null)
    {
        if (skipped is not null) Assert.StartsWith(skipped, await ListAsync(shop, 1, size), StringComparison.Ordinal);
        var answer = await shop.Views.CustomerHistory.FindAsync(
            new CustomerId("c1"), new CustomerOrdersFilter(page, size, words, status), shop.Newest, Token);
        return $"{string.Join(' ', answer.Value.Items.Select(order => order.OrderId))} of {answer.Value.Total}";
    }
}
