using Docket.Journal.ClickHouse.Facts;
using Docket.Journal.ClickHouse.Views;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Docket.ReadModels.Analytics;
using Docket.ReadModels.ClickHouse.ProductSales;
using Docket.ReadModels.ClickHouse.Revenue;
using Docket.ReadModels.CustomerHistory;
using Docket.ReadModels.OrderSummaries;
using Docket.ReadModels.ProductSales;
using Docket.ReadModels.Revenue;

namespace Docket.ReadModels.ClickHouse;

/// <summary>The reports in ClickHouse: applied by one process, asked by all.</summary>
public sealed class ClickHouseViews(ClickHouseViewStorage storage) : IViewEngine
{
    /// <summary>How each view lies in tables; what the storage is made with.</summary>
    public static IReadOnlyList<FactTable> Tables { get; } = [RevenueFacts.Table, SaleFacts.Table];

    /// <inheritdoc/>
    public IOrderSummaryQuery AddOrderSummaries(ViewHost host) => throw NotKept(ViewNames.OrderSummary);

    /// <inheritdoc/>
    public ICustomerHistoryQuery AddCustomerHistory(ViewHost host) => throw NotKept(ViewNames.CustomerHistory);

    /// <inheritdoc/>
    public IRevenueQuery AddRevenue(ViewHost host) =>
        new ClickHouseRevenueQuery(Add(host, new RevenueEntriesProjection(), new RevenueAccountCodec()));

    /// <inheritdoc/>
    public IProductSalesQuery AddProductSales(ViewHost host) =>
        new ClickHouseProductSalesQuery(Add(host, new SalesProjection(), new SaleCodec()));

    /// <inheritdoc/>
    public IAnalyticsQuery AddAnalytics(ViewHost host) => throw NotKept(ViewNames.Analytics);

    private FactQueries Add<TKey, TRow>(ViewHost host, IProjection<TKey, TRow> projection, IRowCodec<TKey, TRow> codec)
        where TKey : notnull
        where TRow : class
    {
        var definition = new ViewDefinition<TKey, TRow, NoFigures<TKey, TRow>>(
            projection, codec, () => new NoFigures<TKey, TRow>(), FiguresNeedRows: false);
        return new FactQueries(host.Add(definition, storage), storage);
    }

    private static NotSupportedException NotKept(string view) =>
        new($"The view {view} is not kept in ClickHouse: it is for {ViewNames.Revenue} and {ViewNames.ProductSales}.");
}
