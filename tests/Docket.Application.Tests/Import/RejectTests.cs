using Docket.Application.Import;

namespace Docket.Application.Tests.Import;

/// <summary>Which rows are left out, why, and how they come back to the user.</summary>
public sealed class RejectTests : IAsyncDisposable
{
    private readonly ImportScenario _import = new();

    public ValueTask DisposeAsync() => _import.DisposeAsync();

    [Theory]
    [InlineData("A563185,B,Adjust,1,2010-12-01 08:26:00,1.00,,", "not a sale or credit note")]
    [InlineData("1,a,A,0,2010-12-01 08:26:00,1.00,1.0,", "quantity not positive")]
    [InlineData("1,a,A,-1,2010-12-01 08:26:00,1.00,1.0,", "quantity not positive")]
    [InlineData("1,a,A,1,2010-12-01 08:26:00,0,1.0,", "price not positive")]
    [InlineData("1,a,A,1,2010-12-01 08:26:00,-1.00,1.0,", "price not positive")]
    [InlineData("1,a,A,1,2010-12-01 08:26:00,0.001,1.0,", "sub-minor price")]
    [InlineData("C1,a,A,-1,2010-12-01 08:26:00,1.00,,", "credit without customer")]
    [InlineData("C1,a,A,-1,2010-12-01 08:26:00,1.00,1.0,", "no order to credit")]
    public async Task A_rule_of_the_mapping_says_why(string row, string reason) => await RejectedAsync(row, reason);

    [Theory]
    [InlineData("X1,a,A,0,2010-12-01 08:26:00,0,1.0,", "not a sale or credit note")]
    [InlineData("1,a,A,0,2010-12-01 08:26:00,0,1.0,", "quantity not positive")]
    [InlineData("C1,a,A,-1,2010-12-01 08:26:00,0,,", "price not positive")]
    [InlineData("C1,a,A,-1,2010-12-01 08:26:00,0.001,,", "sub-minor price")]
    [InlineData("1,a,A,0,yesterday,1.00,1.0,", "quantity not positive")]
    public async Task Where_a_row_has_several_faults_the_first_reason_counts(string row, string reason) =>
        await RejectedAsync(row, reason);

    [Theory]
    [InlineData("1,a,A,1,yesterday,1.00,1.0,", "time not readable")]
    [InlineData("1,a,A,one,2010-12-01 08:26:00,1.00,1.0,", "quantity not readable")]
    [InlineData("1,a,A,1.5,2010-12-01 08:26:00,1.00,1.0,", "quantity not readable")]
    [InlineData("1,a,A,1000001,2010-12-01 08:26:00,1.00,1.0,", "quantity above 1000000")]
    [InlineData("1,a,A,1,2010-12-01 08:26:00,free,1.0,", "price not readable")]
    [InlineData("1,a,A,1,2010-12-01 08:26:00,99999999999999999.00,1.0,", "price too large")]
    [InlineData("1,,A,1,2010-12-01 08:26:00,1.00,1.0,", "product id not usable")]
    [InlineData("1,a,A,1,2010-12-01 08:26:00,1.00,John Doe,", "customer id not usable")]
    [InlineData("C1,a,A,1,2010-12-01 08:26:00,1.00,1.0,", "quantity of the wrong sign")]
    [InlineData("1,a,A", "too few fields")]
    public async Task A_row_that_no_order_can_be_made_of_says_why(string row, string reason) => await RejectedAsync(row, reason);

    [Fact]
    public async Task A_row_of_another_customer_than_its_order_is_left_out()
    {
        var report = await _import.ImportRowsAsync(
            "1,a,A,1,2010-12-01 08:26:00,1.00,1.0,", "1,b,B,1,2010-12-01 08:26:00,1.00,2.0,");
        Assert.Equal(["3,another customer than its order,"], _import.Rejects());
        Assert.Equal((1, 1), (report.RowsApplied, report.RowsRejected));
    }

    [Fact]
    public async Task The_rejects_file_has_the_row_as_it_was_so_that_it_can_be_mended()
    {
        await _import.ImportRowsAsync(
            "1,a,A,1,2010-12-01 08:26:00,1.00,1.0,", "2,b,\"B, blue\",0,2010-12-01 08:26:00,1.00,17850.0,France");
        Assert.Equal(
            [
                "line,reason,quantity_left," + ImportScenario.Header,
                "3,quantity not positive,,2,b,\"B, blue\",0,2010-12-01 08:26:00,1.00,17850.0,France",
            ],
            await File.ReadAllLinesAsync(_import.RejectsPath, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_order_that_was_placed_otherwise_is_rejected_and_stays_as_it_is()
    {
        await _import.ImportRowsAsync("1,a,A,1,2010-12-01 08:26:00,1.00,1.0,");
        var before = await _import.EventsOfAsync("1");
        var report = await _import.ImportRowsAsync(
            "1,a,A,9,2010-12-01 08:26:00,1.00,1.0,", "C2,a,A,-1,2010-12-02 08:26:00,1.00,1.0,");
        Assert.Equal(before, await _import.EventsOfAsync("1"));
        Assert.Equal(["2,imported before with other content,", "3,imported before with other content,1"], _import.Rejects());
        Assert.Equal((0, 0, 0, 2), (report.Orders, report.RefundEvents, report.Events, report.RowsRejected));
    }

    [Theory]
    [InlineData("1,a,A,3,2010-12-01 08:26:00,1.00,1.0,", "1,b,B,2,2010-12-01 08:26:00,1.00,1.0,")]
    [InlineData("1,a,A,2,2010-12-01 08:26:00,1.00,1.0,", "1,b,C,3,2010-12-01 08:26:00,1.00,1.0,")]
    [InlineData("1,a,A,2,2010-12-01 08:26:00,1.00,1.0,", "1,c,B,3,2010-12-01 08:26:00,1.00,1.0,")]
    [InlineData("1,a,A,2,2010-12-01 08:26:00,1.30,1.0,", "1,b,B,3,2010-12-01 08:26:00,0.80,1.0,")]
    [InlineData("1,a,A,2,2010-12-01 08:26:00,1.00,2.0,", "1,b,B,3,2010-12-01 08:26:00,1.00,2.0,")]
    [InlineData("1,b,B,3,2010-12-01 08:26:00,1.00,1.0,", "1,a,A,2,2010-12-01 08:26:00,1.00,1.0,")]
    public async Task A_changed_order_is_noticed_though_it_comes_to_the_same_total(string first, string second)
    {
        await _import.ImportRowsAsync("1,a,A,2,2010-12-01 08:26:00,1.00,1.0,", "1,b,B,3,2010-12-01 08:26:00,1.00,1.0,");
        var report = await _import.ImportRowsAsync(first, second);
        Assert.Equal(2, report.Rejects["imported before with other content"]);
    }

    private async Task RejectedAsync(string row, string reason)
    {
        var report = await _import.ImportRowsAsync(row);
        Assert.Equal(new Dictionary<string, long> { [reason] = 1 }, report.Rejects);
        Assert.Equal((1, 0, 1, 0), (report.Rows, report.RowsApplied, report.RowsRejected, report.EventsWritten));
        Assert.StartsWith($"2,{reason},", Assert.Single(_import.Rejects()), StringComparison.Ordinal);
    }
}
