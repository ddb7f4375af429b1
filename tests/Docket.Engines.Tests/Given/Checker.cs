using Docket.Host.Tests.Running;

namespace Docket.Engines.Tests.Given;

/// <summary>Holds what was acknowledged against what every engine answers: nothing lost, nothing doubled.</summary>
internal static class Checker
{
    /// <summary>Waits until every view has caught up by itself, and compares.</summary>
    public static async Task HoldsAsync(this EngineHouse house, Rush rush)
    {
        await rush.EndAsync();
        var last = rush.Acknowledged.Values.Max(order => order.Seq);
        house.Paid += rush.Paid;
        Assert.Equal(house.Paid, await GrossAsync(house.Service, last));
        await FreshAsync(house.Service, "/analytics", last);
        await OrdersAsync(house, rush, last);
        await ProductsAsync(house, rush, last);
        await CustomersAsync(house, rush, last);
        var lag = (await house.Service.GetAsync("/ops/lag")).Body.GetProperty("views").EnumerateArray().ToList();
        Assert.All(lag, view => Assert.Equal(0, view.GetProperty("parked_keys").GetInt32()));
        var verified = await house.RunAsync("verify", "--json");
        Assert.True(verified.ExitCode == 0, verified.Output + verified.Errors);
    }

    /// <summary>Asks until the answer is not stale: views catch up, and nobody helps them.</summary>
    public static async Task<Answer> FreshAsync(RunningService service, string path, long minSeq)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var answer = await service.GetAsync($"{path}{(path.Contains('?') ? '&' : '?')}min_seq={minSeq}");
            if (answer.Code == 200 && !answer.Body.GetProperty("stale").GetBoolean()) return answer;
            Assert.True(
                TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(60), $"{path}: {answer.Code} {answer.Body}");
        }
    }

    private static async Task OrdersAsync(EngineHouse house, Rush rush, long last) =>
        await Parallel.ForEachAsync(rush.Acknowledged, async (order, _) =>
        {
            var found = await FreshAsync(house.Service, $"/orders/{order.Key}", last);
            Assert.Equal(
                (order.Key, order.Value.Version, order.Value.Status),
                (order.Key, found.Number("version"), found.Text("status")));
        });

    private static async Task ProductsAsync(EngineHouse house, Rush rush, long last)
    {
        var sold = await FreshAsync(house.Service, "/reports/products?limit=100", last);
        var mug = sold.Body.GetProperty("rows").EnumerateArray().Single(row =>
            row.GetProperty("product_id").GetString() == $"mug-{rush.Customer}");
        Assert.Equal(
            (2L * rush.Acknowledged.Count, 2000L * rush.Acknowledged.Count),
            (mug.GetProperty("quantity").GetInt64(), mug.GetProperty("gross").GetInt64()));
    }

    private static async Task CustomersAsync(EngineHouse house, Rush rush, long last)
    {
        var paid = 0L;
        foreach (var status in (string[])["paid", "shipped"])
            paid += (await FreshAsync(
                house.Service, $"/customers/{rush.Customer}/orders?status={status}&size=1", last)).Number("total");
        var all = await FreshAsync(house.Service, $"/customers/{rush.Customer}/orders?q=mug&size=1", last);
        Assert.Equal((rush.Acknowledged.Count, rush.Paid), (all.Number("total"), paid * 2000));
    }

    private static async Task<long> GrossAsync(RunningService service, long minSeq) =>
        (await FreshAsync(service, "/reports/revenue", minSeq)).Body.GetProperty("rows").EnumerateArray()
            .Sum(row => row.GetProperty("gross").GetInt64());
}
