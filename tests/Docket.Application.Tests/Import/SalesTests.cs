using Docket.Application.Import;
using Docket.Domain.Orders;
using Docket.Domain.Shared;

namespace Docket.Application.Tests.Import;

/// <summary>How sale rows become orders.</summary>
public sealed class SalesTests : IAsyncDisposable
{
    private static readonly DateTimeOffset At826 = new(2010, 12, 1, 8, 26, 0, TimeSpan.Zero);

    private readonly ImportScenario _import = new();

    public ValueTask DisposeAsync() => _import.DisposeAsync();

    [Fact]
    public async Task The_rows_of_one_invoice_are_one_order_placed_and_paid()
    {
        var report = await _import.ImportRowsAsync(
            "536365,85123A,WHITE HEART,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom",
            "536366,22633,WARMER,1,2010-12-01 08:28:00,1,17850.0,United Kingdom",
            "536365,71053,WHITE LANTERN,2,2010-12-01 08:26:00,3.39,17850.0,United Kingdom");
        Assert.Equal(
            [
                new OrderPlaced(
                    new CustomerId("17850"), new Currency("GBP"),
                    [
                        new OrderLine(new Sku("85123A"), "WHITE HEART", 6, new Money(255)),
                        new OrderLine(new Sku("71053"), "WHITE LANTERN", 2, new Money(339)),
                    ]) { At = At826 },
                new PaymentConfirmed(new PaymentId("536365"), new Money(2208), "import", First: true) { At = At826 },
            ],
            await _import.EventsOfAsync("536365"));
        Assert.Equal((2, 3, 1, 4, 4), (report.Orders, report.Lines, report.Customers, report.Events, report.EventsWritten));
    }

    [Fact]
    public async Task Rows_of_a_later_time_are_added_and_the_whole_is_paid_at_the_last()
    {
        await _import.ImportRowsAsync(
            "1,c,C,1,2010-12-01 08:28:00,3.00,1.0,",
            "1,a,A,1,2010-12-01 08:26:00,1.00,1.0,",
            "1,d,D,1,2010-12-01 08:28:00,4.00,1.0,",
            "1,b,B,1,2010-12-01 08:26:00,2.00,1.0,");
        var events = await _import.EventsOfAsync("1");
        Assert.Equal(["a", "b"], Assert.IsType<OrderPlaced>(events[0]).Lines.Select(line => line.Product.Value));
        Assert.Equal(("c", 28), (Assert.IsType<ItemAdded>(events[1]).Line.Product.Value, events[1].At.Minute));
        Assert.Equal("d", Assert.IsType<ItemAdded>(events[2]).Line.Product.Value);
        Assert.Equal((new Money(1000), 28), (Assert.IsType<PaymentConfirmed>(events[3]).Amount, events[3].At.Minute));
        Assert.Equal(4, events.Count);
    }

    [Fact]
    public async Task A_row_without_a_customer_is_a_guests()
    {
        var report = await _import.ImportRowsAsync("1,a,A,1,2010-12-01 08:26:00,1.00,,");
        Assert.Null(Assert.IsType<OrderPlaced>((await _import.EventsOfAsync("1"))[0]).Customer);
        Assert.Equal((1, 0), (report.GuestOrders, report.Customers));
    }

    [Fact]
    public async Task A_character_that_an_id_may_not_have_is_replaced()
    {
        await _import.ImportRowsAsync("1,BANK CHARGES,Bank Charges,1,2010-12-01 08:26:00,15.00,1.0,");
        var placed = Assert.IsType<OrderPlaced>((await _import.EventsOfAsync("1"))[0]);
        Assert.Equal(new OrderLine(new Sku("BANK_CHARGES"), "Bank Charges", 1, new Money(1500)), placed.Lines[0]);
    }

    [Fact]
    public async Task A_row_without_a_name_is_called_as_its_product()
    {
        await _import.ImportRowsAsync("1,22139,,1,2010-12-01 08:26:00,15.00,1.0,");
        Assert.Equal("22139", Assert.IsType<OrderPlaced>((await _import.EventsOfAsync("1"))[0]).Lines[0].Name);
    }

    [Fact]
    public async Task Quoted_fields_may_hold_commas_and_line_ends()
    {
        var report = await _import.ImportRowsAsync(
            "1,a,\"JAR, \"\"LARGE\"\"\nBLUE\",1,2010-12-01 08:26:00,1.00,1.0,",
            "2,b,B,0,2010-12-01 08:26:00,1.00,1.0,");
        Assert.Equal("JAR, \"LARGE\"\nBLUE", Assert.IsType<OrderPlaced>((await _import.EventsOfAsync("1"))[0]).Lines[0].Name);
        Assert.Equal(["4,quantity not positive,"], _import.Rejects());
        Assert.Equal(2, report.Rows);
    }

    [Fact]
    public async Task Commands_are_run_in_order_of_time_whatever_the_files_order()
    {
        await _import.ImportRowsAsync(
            "2,a,A,1,2011-01-01 00:00:00,1.00,1.0,", "1,a,A,1,2010-01-01 00:00:00,1.00,1.0,");
        var newest = await _import.Store.ReadBackwardsAsync(new(long.MaxValue), 10, TestContext.Current.CancellationToken);
        Assert.Equal(["1", "1", "2", "2"], newest.Reverse().Select(recorded => recorded.Stream.Id).Order(StringComparer.Ordinal));
        Assert.Equal("1", newest[^1].Stream.Id);
    }

    [Fact]
    public async Task An_order_that_the_rules_refuse_is_left_out_whole()
    {
        var rows = Enumerable.Range(0, 1001).Select(i => $"1,a,A,1,2010-12-01 08:26:{i % 2:00},1.00,1.0,").ToArray();
        var report = await _import.ImportRowsAsync([.. rows, "C2,a,A,-1,2010-12-02 08:26:00,1.00,1.0,"]);
        Assert.Empty(await _import.EventsOfAsync("1"));
        Assert.Equal((0, 0, 1002), (report.Orders, report.Events, report.RowsRejected));
        Assert.Equal(1001, report.Rejects["order-line-count"]);
        Assert.Equal(1, report.Rejects["no order to credit"]);
    }

    [Fact]
    public async Task A_file_is_read_plain_and_packed_alike()
    {
        var text = ImportScenario.Header + "\n1,a,A,1,2010-12-01 08:26:00,1.00,1.0,\n";
        var plain = await _import.ImportAsync(_import.Write("plain.csv", text));
        var packed = await _import.ImportAsync(_import.WriteGzip("packed.csv.gz", text));
        Assert.Equal((1, 2, 2), (plain.Orders, plain.Events, plain.EventsWritten));
        Assert.Equal((1, 2, 0), (packed.Orders, packed.Events, packed.EventsWritten));
    }
}
