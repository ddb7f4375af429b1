using Docket.Host.Tests.Running;

namespace Docket.Host.Tests.Api;

public sealed class ReportTests
{
    [Fact]
    public async Task Reports_and_figures_add_up()
    {
        using var data = new TemporaryDirectory();
        await using var service = await RunningService.StartAsync(data.Path);
        foreach (var id in (string[])["paid", "open", "cancelled", "refunded"]) await service.PostAsync("/orders",
            Bodies.Order(id));
        foreach (var id in (string[])["paid", "cancelled", "refunded"])
            await service.PostAsync("/payments", $$"""{"order_id":"{{id}}","amount":3140}""");
        await service.PostAsync("/orders/cancelled/cancel");
        var last = await service.PostAsync("/orders/refunded/refunds", """{"amount":140}""");

        var figures = await service.GetAsync($"/analytics?min_seq={last.Seq}");
        Assert.Equal((4, 2, 6280, 140, 3140, 3140), (
            figures.Number("total_orders"), figures.Number("paid_orders"), figures.Number("total_revenue"),
            figures.Number("refunded"),
            figures.Number("average_order_value"), figures.Number("cancelled_revenue")));
        var statuses = figures.Body.GetProperty("orders_by_status");
        Assert.Equal(
            (1, 2, 0, 1),
            (statuses.GetProperty("pending").GetInt32(), statuses.GetProperty("paid").GetInt32(),
                statuses.GetProperty("shipped").GetInt32(),
                statuses.GetProperty("cancelled").GetInt32()));

        foreach (var granularity in (string[])["day", "week", "month"])
        {
            var revenue = await service.GetAsync($"/reports/revenue?granularity={granularity}&min_seq={last.Seq}");
            var row = Assert.Single(revenue.Body.GetProperty("rows").EnumerateArray());
            Assert.Equal(
                (3, 9420, 3280, 6140),
                (row.GetProperty("orders").GetInt64(), row.GetProperty("gross").GetInt64(),
                    row.GetProperty("refunds").GetInt64(),
                    row.GetProperty("net").GetInt64()));
        }

        Assert.Empty((await service.GetAsync("/reports/revenue?currency=USD")).Body.GetProperty(
            "rows").EnumerateArray());
        var products = await service.GetAsync($"/reports/products?limit=1&min_seq={last.Seq}");
        var best = Assert.Single(products.Body.GetProperty("rows").EnumerateArray());
        Assert.Equal("mug-blue", best.GetProperty("product_id").GetString());
    }
}
