using Docket.Application.Wire;
using Docket.Domain.Shared;
using Docket.Journal.ClickHouse;
using Docket.Journal.ClickHouse.Views;
using Docket.Journal.Leasing;
using Docket.Journal.Projections;
using Docket.ReadModels.ProductSales;
using Docket.ReadModels.Revenue;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.ReadModels.ClickHouse.Tests.Given;

/// <summary>One process with the two reports in ClickHouse.</summary>
internal sealed class Desk : IAsyncDisposable
{
    private readonly Warehouse _house;
    private readonly ViewHost _host;

    private Desk(Warehouse house, ClickHouseOptions options, ILeases? leases)
    {
        _house = house;
        Storage = new ClickHouseViewStorage(
            options, ClickHouseViews.Tables, leases, TimeProvider.System, NullLogger.Instance);
        _host = new ViewHost(house.Store, DocketCodec.Create(), Storage, new ViewHostOptions
        {
            Clock = TimeProvider.System,
            Logger = NullLogger.Instance,
            Parking = new ParkingPolicy { FirstDelay = TimeSpan.Zero },
        });
        var views = new ClickHouseViews(Storage);
        (Revenue, ProductSales) = (views.AddRevenue(_host), views.AddProductSales(_host));
    }

    public ClickHouseViewStorage Storage { get; }

    public IRevenueQuery Revenue { get; }

    public IProductSalesQuery ProductSales { get; }

    public ViewHost Host => _host;

    public static async Task<Desk> OpenAsync(Warehouse house, ClickHouseOptions options, ILeases? leases)
    {
        var desk = new Desk(house, options, leases);
        await desk._host.StartAsync(Warehouse.Token);
        return desk;
    }

    public Task LevelAsync() => Task.WhenAll(_host.Views.Select(
        view => view.Watermark.WaitForAsync(_house.Store.Head, TimeSpan.FromSeconds(60), Warehouse.Token).AsTask()));

    /// <summary>Compares every report with the one in process.</summary>
    public async Task AgreesAsync()
    {
        await _house.Local.WaitForAsync(_house.Store.Head, Warehouse.Token);
        foreach (var period in Periods())
            Assert.Equal(
                await _house.Local.Revenue.ReadAsync(period, _house.Newest, Warehouse.Token),
                await Revenue.ReadAsync(period, _house.Newest, Warehouse.Token));
        foreach (var period in SalesPeriods())
            Assert.Equal(
                await _house.Local.ProductSales.ReadAsync(period, _house.Newest, Warehouse.Token),
                await ProductSales.ReadAsync(period, _house.Newest, Warehouse.Token));
    }

    /// <summary>Compares what is kept with the journal.</summary>
    public async Task VerifiesAsync() =>
        Assert.Equal([null, null], (await _host.VerifyAsync(5, Warehouse.Token)).Select(finding => finding.Problem));

    public async Task<RebuildProgress> RebuildAsync(string view)
    {
        Assert.True(_host.StartRebuild(view));
        await _host.WaitForRebuildAsync(view, Warehouse.Token);
        return _host.RebuildOf(view)!;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await Storage.DisposeAsync();
    }

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
