using Docket.Application.Wire;
using Docket.Domain.Shared;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Docket.ReadModels.CustomerHistory;
using Docket.ReadModels.OrderSummaries;
using Docket.ReadModels.Postgres.Tests.Given;
using Docket.ReadModels.ProductSales;
using Docket.ReadModels.Revenue;
using Docket.ReadModels.Tests.Given;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.ReadModels.Postgres.Tests;

/// <summary>Over random histories, views in PostgreSQL answer what views in one process answer.</summary>
public sealed class EquivalenceTests(SharedServer shared)
{
    private static CancellationToken Token => ShopDatabase.Token;

    [Fact]
    public void Views_in_tables_answer_what_views_in_one_process_answer_also_restarted_and_rebuilt() =>
        Prop.ForAll<int>(seed => HoldsAsync(seed).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(8));

    private async Task<bool> HoldsAsync(int seed)
    {
        await using var shop = await ShopDatabase.NewAsync(shared.Server);
        var history = new RandomHistory(seed);
        for (var run = 0; run < 2; run++)
        {
            await using var desk = await shop.OpenDeskAsync();
            await shop.WriteAsync(history, 60);
            await desk.WaitForAsync(shop.Store.Head);
            await desk.DisposeAsync();
            await shop.WriteAsync(history, 20);
        }

        await using var local = DocketViews.Create(
            shop.Store, DocketCodec.Create(), new InMemoryViewStorage(),
            new ViewHostOptions { Clock = TimeProvider.System, Logger = NullLogger.Instance });
        await local.StartAsync(Token);
        await using var last = await shop.OpenDeskAsync();
        await AgreeAsync(shop, local, last.Views, history);
        foreach (var name in ViewNames.All) await last.RebuildAsync(name);
        Assert.All(
            last.Views.Operations.List(),
            view => Assert.StartsWith("Equal", view.Rebuild!.Outcome, StringComparison.Ordinal));
        await AgreeAsync(shop, local, last.Views, history);
        var findings = await last.Views.VerifyAsync(5, Token);
        Assert.Equal(ViewNames.All.Count, findings.Count);
        Assert.All(findings, finding => Assert.Null(finding.Problem));
        return true;
    }

    private static async Task AgreeAsync(
        ShopDatabase shop, DocketViews local, DocketViews tables, RandomHistory history)
    {
        await local.WaitForAsync(shop.Store.Head, Token);
        foreach (var id in history.Orders.Keys.Append("unknown").Select(id => new OrderId(id)))
            Assert.Equal(
                await local.OrderSummaries.FindAsync(id, shop.Newest, Token),
                await tables.OrderSummaries.FindAsync(id, shop.Newest, Token));
        foreach (var customer in new[] { "c0", "c1", "c2", "nobody" }.Select(id => new CustomerId(id)))
            foreach (var filter in Filters())
                Assert.Equal(
                    await local.CustomerHistory.FindAsync(customer, filter, shop.Newest, Token),
                    await tables.CustomerHistory.FindAsync(customer, filter, shop.Newest, Token));
        Assert.Equal(
            await local.Analytics.ReadAsync(shop.Newest, Token), await tables.Analytics.ReadAsync(shop.Newest, Token));
        foreach (var period in Periods())
            Assert.Equal(
                await local.Revenue.ReadAsync(period, shop.Newest, Token),
                await tables.Revenue.ReadAsync(period, shop.Newest, Token));
        foreach (var period in SalesPeriods())
            Assert.Equal(
                await local.ProductSales.ReadAsync(period, shop.Newest, Token),
                await tables.ProductSales.ReadAsync(period, shop.Newest, Token));
    }

    private static IEnumerable<CustomerOrdersFilter> Filters() =>
        from page in new[] { 1, 2 }
        from size in new[] { 1, 3, 100 }
        from words in new[] { null, "thing", "4 thi", "THING 7", "nothing", " - " }
        from status in new OrderStatus?[] { null, OrderStatus.Paid, OrderStatus.Cancelled }
        select new CustomerOrdersFilter(page, size, words, status);

    private static IEnumerable<RevenuePeriod> Periods() =>
        from granularity in Enum.GetValues<Granularity>()
        from currency in new Currency?[] { null, new Currency("EUR") }
        from days in new (DateOnly?, DateOnly?)[] { (null, null), (new(2026, 3, 10), new(2026, 4, 1)), (new(2026, 4, 1), null) }
        select new RevenuePeriod(days.Item1, days.Item2, granularity, currency);

    private static IEnumerable<ProductSalesPeriod> SalesPeriods() =>
    [
        new(DateOnly.MinValue, DateOnly.MaxValue, 100), new(new(2026, 3, 10), new(2026, 3, 20), 3),
        new(new(2030, 1, 1), new(2030, 1, 2), 3),
    ];
}
