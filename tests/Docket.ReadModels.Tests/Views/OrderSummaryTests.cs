using Docket.Domain.Customers;
using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.ReadModels.OrderSummaries;
using Docket.ReadModels.Tests.Given;
using static Docket.ReadModels.Tests.Given.Facts;
using static Docket.ReadModels.Tests.Given.Shop;

namespace Docket.ReadModels.Tests.Views;

public sealed class OrderSummaryTests
{
    private static readonly OrderPlaced TwoBooks = Placed("c1", Day1, Line("book", 2, 500));

    [Fact]
    public async Task A_placed_order_is_pending_and_due()
    {
        var order = await AfterAsync(TwoBooks);
        Assert.Equal(
            (OrderStatus.Pending, 2L, 1000L, 1000L, 1L),
            (order.Status, order.ItemCount, order.Total.Minor, order.BalanceDue.Minor, order.Version));
        Assert.Equal(new OrderSummaryItem(new Sku("book"), "The book", 2, new Money(500)), Assert.Single(order.Items));
    }

    [Fact]
    public async Task A_payment_makes_it_paid()
    {
        var order = await AfterAsync(TwoBooks, Paid(1000, Day1.AddHours(1)));
        Assert.Equal((OrderStatus.Paid, 0L, "p1"), (order.Status, order.BalanceDue.Minor, order.PaymentId?.Value));
        Assert.Equal(Day1.AddHours(1), order.PaidAt);
    }

    [Fact]
    public async Task An_item_added_to_a_paid_order_makes_it_pending_again_until_it_is_paid()
    {
        var more = Added(Line("pen", 1, 200), Day1);
        var due = await AfterAsync(TwoBooks, Paid(1000, Day1), more);
        Assert.Equal((OrderStatus.Pending, 200L), (due.Status, due.BalanceDue.Minor));

        var paid = await AfterAsync(TwoBooks, Paid(1000, Day1), more, Paid(200, Day1, first: false, payment: "p2"));
        Assert.Equal((OrderStatus.Paid, 1200L, "p2"), (paid.Status, paid.Paid.Minor, paid.PaymentId?.Value));
    }

    [Fact]
    public async Task A_discount_of_all_that_is_due_pays_nothing_for_who_never_paid()
    {
        Assert.Equal(OrderStatus.Pending, (await AfterAsync(TwoBooks, Discounted(1000, Day1))).Status);
        Assert.Equal(OrderStatus.Paid, (await AfterAsync(TwoBooks, Discounted(1000, Day1), Paid(0, Day1))).Status);
    }

    [Fact]
    public async Task A_discount_after_the_payment_is_no_debt()
    {
        var order = await AfterAsync(TwoBooks, Paid(1000, Day1), Discounted(300, Day1));
        Assert.Equal((700L, 0L, OrderStatus.Paid), (order.Total.Minor, order.BalanceDue.Minor, order.Status));
    }

    [Fact]
    public async Task Shipped_stays_shipped_through_refunds()
    {
        var order = await AfterAsync(TwoBooks, Paid(1000, Day1), Shipped(Day1), Refunded(400, Day1), Refunded(100, Day1));
        Assert.Equal((OrderStatus.Shipped, 500L, 5L), (order.Status, order.Refunded.Minor, order.Version));
    }

    [Fact]
    public async Task Cancelling_books_back_what_was_paid()
    {
        var order = await AfterAsync(TwoBooks, Paid(1000, Day1), Refunded(100, Day1), Cancelled(1000, 900, Day1.AddDays(1)));
        Assert.Equal((OrderStatus.Cancelled, 1000L, 0L), (order.Status, order.Refunded.Minor, order.BalanceDue.Minor));
        Assert.Equal(Day1.AddDays(1), order.CancelledAt);
    }

    [Fact]
    public async Task The_customers_name_is_todays()
    {
        await using var shop = await OpenAsync();
        await shop.OrderAsync("1", TwoBooks);
        Assert.Null((await FindAsync(shop, "1"))!.CustomerName);
        await shop.CustomerAsync("c1", new CustomerRegistered("Ada", null) { At = Day1 });
        await shop.CustomerAsync("c1", new CustomerDetailsChanged("Ada Lovelace", null) { At = Day1 });
        Assert.Equal("Ada Lovelace", (await FindAsync(shop, "1"))!.CustomerName);
    }

    [Fact]
    public async Task An_order_that_nobody_placed_is_not_found()
    {
        await using var shop = await OpenAsync();
        await shop.OrderAsync("1", TwoBooks);
        Assert.Null(await FindAsync(shop, "2"));
    }

    [Fact]
    public async Task Folding_the_stream_gives_the_same_order_as_the_view()
    {
        await using var shop = await OpenAsync();
        await shop.OrderAsync("1", TwoBooks, Paid(1000, Day1), Refunded(100, Day1));
        var stream = await shop.Store
            .ReadStreamAsync(new("order", "1"), Docket.Journal.Store.StreamVersion.None, Token).ToListAsync(Token);
        Assert.Equal(await FindAsync(shop, "1"), OrderSummaryProjection.Fold(stream));
        Assert.Equal(2, OrderSummaryProjection.Fold(stream.Take(2))!.Version);
    }

    private static async Task<OrderSummary> AfterAsync(params OrderEvent[] events)
    {
        await using var shop = await OpenAsync();
        await shop.OrderAsync("1", events);
        return (await FindAsync(shop, "1"))!;
    }

    private static async Task<OrderSummary?> FindAsync(Shop shop, string order)
    {
        var answer = await shop.Views.OrderSummaries.FindAsync(new OrderId(order), shop.Newest, Token);
        Assert.False(answer.Stale);
        Assert.Equal(shop.Store.Head, answer.AsOf);
        return answer.Value;
    }
}
