using Docket.Domain.Orders;
using Docket.Domain.Shared;

namespace Docket.Application.Tests.Import;

/// <summary>Which orders a credit row refunds.</summary>
public sealed class CreditTests : IAsyncDisposable
{
    private readonly ImportScenario _import = new();

    public ValueTask DisposeAsync() => _import.DisposeAsync();

    [Fact]
    public async Task A_credit_refunds_its_order_and_names_its_credit_note()
    {
        await _import.ImportRowsAsync(Sale("1", "01", 5), Credit("C9", "02", 2));
        Assert.Equal(
            new RefundIssued([new RefundLine(new Sku("a"), 2, new Money(100))], new Money(200), "C9")
            {
                At = new DateTimeOffset(2011, 1, 2, 0, 0, 0, TimeSpan.Zero),
            },
            (await _import.EventsOfAsync("1"))[^1]);
    }

    [Fact]
    public async Task The_most_recently_placed_order_is_refunded_first()
    {
        var report = await _import.ImportRowsAsync(Sale("2", "01", 5), Sale("1", "02", 5), Credit("C9", "03", 6));
        Assert.Equal((5, 1), (await RefundedAsync("1"), await RefundedAsync("2")));
        Assert.Equal((2, 1), (report.RefundEvents, report.CreditRowsMatched));
    }

    [Fact]
    public async Task Of_two_orders_placed_at_one_time_the_higher_id_is_refunded_first()
    {
        await _import.ImportRowsAsync(Sale("9", "01", 5), Sale("10", "01", 5), Credit("C9", "02", 1));
        Assert.Equal((0, 1), (await RefundedAsync("9"), await RefundedAsync("10")));
    }

    [Theory]
    [InlineData("C9,a,A,-1,2011-01-01 00:00:00,1.00,1.0,")]
    [InlineData("C9,b,A,-1,2011-01-02 00:00:00,1.00,1.0,")]
    [InlineData("C9,a,A,-1,2011-01-02 00:00:00,1.01,1.0,")]
    [InlineData("C9,a,A,-1,2011-01-02 00:00:00,1.00,2.0,")]
    public async Task An_order_not_placed_before_or_of_another_product_price_or_customer_is_not_refunded(string credit)
    {
        var report = await _import.ImportRowsAsync(Sale("1", "01", 5), credit);
        Assert.Equal(1, report.Rejects["no order to credit"]);
        Assert.Equal(0, report.RefundEvents);
    }

    [Fact]
    public async Task What_finds_no_order_is_left_and_said()
    {
        var report = await _import.ImportRowsAsync(Sale("1", "01", 5), Credit("C9", "02", 7));
        Assert.Equal(5, await RefundedAsync("1"));
        Assert.Equal(["3,no order to credit,2"], _import.Rejects());
        Assert.Equal((1, 1), (report.CreditRowsMatched, report.CreditRowsPartlyMatched));
        Assert.Equal((2, 2, 0), (report.Rows, report.RowsApplied, report.RowsRejected));
    }

    [Fact]
    public async Task An_earlier_credit_takes_first_and_nothing_is_refunded_twice()
    {
        await _import.ImportRowsAsync(Sale("1", "01", 5), Credit("C8", "03", 4), Credit("C9", "02", 4));
        Assert.Equal(["3,no order to credit,3"], _import.Rejects());
        Assert.Equal(5, await RefundedAsync("1"));
    }

    [Fact]
    public async Task One_credit_note_is_one_refund_of_an_order_at_its_last_rows_time()
    {
        var report = await _import.ImportRowsAsync(
            Sale("1", "01", 5), "1,b,B,5,2011-01-01 00:00:00,2.00,1.0,",
            Credit("C9", "02", 1), "C9,b,B,-1,2011-01-02 00:01:00,2.00,1.0,");
        var refund = Assert.IsType<RefundIssued>((await _import.EventsOfAsync("1"))[^1]);
        Assert.Equal((2, new Money(300), 1), (refund.Items.Count, refund.Amount, refund.At.Minute));
        Assert.Equal((1, 2), (report.RefundEvents, report.CreditRowsMatched));
    }

    [Fact]
    public async Task The_lines_of_one_product_in_an_order_count_together()
    {
        await _import.ImportRowsAsync(Sale("1", "01", 2), Sale("1", "01", 3), Credit("C9", "02", 5));
        Assert.Equal(5, await RefundedAsync("1"));
    }

    [Fact]
    public async Task A_credit_dated_before_its_orders_last_line_is_refunded_after_the_payment()
    {
        await _import.ImportRowsAsync(Sale("1", "01", 5), "1,b,B,1,2011-01-05 00:00:00,2.00,1.0,", Credit("C9", "02", 5));
        Assert.Equal(
            [typeof(OrderPlaced), typeof(ItemAdded), typeof(PaymentConfirmed), typeof(RefundIssued)],
            (await _import.EventsOfAsync("1")).Select(recorded => recorded.GetType()));
    }

    private static string Sale(string order, string day, int quantity) =>
        $"{order},a,A,{quantity},2011-01-{day} 00:00:00,1.00,1.0,";

    private static string Credit(string credit, string day, int quantity) =>
        $"{credit},a,A,-{quantity},2011-01-{day} 00:00:00,1.00,1.0,";

    private async Task<int> RefundedAsync(string order) => (await _import.EventsOfAsync(order))
        .OfType<RefundIssued>().Sum(refund => refund.Items.Sum(item => item.Quantity));
}
