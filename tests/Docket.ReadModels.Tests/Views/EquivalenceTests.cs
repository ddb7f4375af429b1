using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Journal.InMemory;
using Docket.ReadModels.OrderSummaries;
using Docket.ReadModels.ProductSales;
using Docket.ReadModels.Revenue;
using Docket.ReadModels.Tests.Given;
using FsCheck;
using FsCheck.Fluent;
using static Docket.ReadModels.Tests.Given.Facts;
using static Docket.ReadModels.Tests.Given.Shop;

namespace Docket.ReadModels.Tests.Views;

/// <summary>Over random histories: live, rebuilt, restarted and checked views are the same, and agree with the domain.</summary>
public sealed class EquivalenceTests
{
    [Fact]
    public void A_live_view_equals_a_rebuilt_one_and_what_the_domain_says() =>
        Prop.ForAll<int>(seed => HoldsAsync(seed).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    private static async Task<bool> HoldsAsync(int seed)
    {
        using var scratch = new ScratchDirectory();
        var history = new RandomHistory(seed);
        var journal = new MemoryJournal();

        // Two runs of the views with a restart between them, and events that come while they are closed.
        for (var run = 0; run < 2; run++)
        {
            await using var shop = await OpenAsync(scratch.Storage(), journal);
            for (var i = 0; i < 60; i++) await WriteAsync(shop, history);
            await shop.Views.WaitForAsync(shop.Store.Head, Token);
            await shop.Views.DisposeAsync();
            for (var i = 0; i < 5; i++) await WriteAsync(shop, history);
        }

        await using var last = await OpenAsync(scratch.Storage(), journal);
        await last.Views.WaitForAsync(last.Store.Head, Token);
        await AgreesWithTheDomainAsync(last, history);
        foreach (var name in last.Views.Operations.List().Select(view => view.Name).ToList())
            await FreshnessTests.RebuildAsync(last, name);
        Assert.All(
            last.Views.Operations.List(), view => Assert.StartsWith("Equal", view.Rebuild!.Outcome, StringComparison.Ordinal));
        Assert.Empty(last.Views.Operations.Parked());
        await AgreesWithTheDomainAsync(last, history);
        await last.Views.DisposeAsync();
        Assert.All(await last.Views.VerifyAsync(5, Token), finding => Assert.Null(finding.Problem));
        return true;
    }

    private static async Task WriteAsync(Shop shop, RandomHistory history)
    {
        var (order, events) = history.Next();
        if (events.Length > 0) await shop.OrderAsync(order, events);
    }

    private static async Task AgreesWithTheDomainAsync(Shop shop, RandomHistory history)
    {
        foreach (var (id, state) in history.Orders)
        {
            var order = (await shop.Views.OrderSummaries.FindAsync(new OrderId(id), shop.Newest, Token)).Value!;
            Assert.Equal(
                (state.Total, state.Paid, state.Refunded, state.BalanceDue),
                (order.Total, order.Paid, order.Refunded, order.BalanceDue));
            Assert.Equal(StatusOf(state), order.Status);
        }

        var figures = (await shop.Views.Analytics.ReadAsync(shop.Newest, Token)).Value;
        var kept = history.Orders.Values.Where(order => order.Stage != OrderStage.Cancelled).ToList();
        Assert.Equal(
            (history.Orders.Count, kept.Sum(order => order.Paid.Minor), kept.Sum(order => order.Refunded.Minor)),
            (figures.TotalOrders, figures.TotalRevenue.Minor, figures.Refunded.Minor));

        foreach (var granularity in Enum.GetValues<Granularity>())
        {
            var period = new RevenuePeriod(null, null, granularity, null);
            var rows = (await shop.Views.Revenue.ReadAsync(period, shop.Newest, Token)).Value;
            Assert.Equal(history.Orders.Values.Sum(order => order.Paid.Minor), rows.Sum(row => row.Gross.Minor));
            Assert.Equal(history.Orders.Values.Sum(order => order.Refunded.Minor), rows.Sum(row => row.Refunds.Minor));
        }

        var sales = await shop.Views.ProductSales.ReadAsync(
            new ProductSalesPeriod(DateOnly.MinValue, DateOnly.MaxValue, 100), shop.Newest, Token);
        Assert.Equal(history.Orders.Values.Sum(order => order.LinesTotal.Minor), sales.Value.Sum(row => row.Gross.Minor));
    }

    private static OrderStatus StatusOf(OrderState order) => order.Stage switch
    {
        OrderStage.Cancelled => OrderStatus.Cancelled,
        OrderStage.Shipped => OrderStatus.Shipped,
        _ => order.IsPaid ? OrderStatus.Paid : OrderStatus.Pending,
    };
}
