using Docket.Journal.Postgres.Views;
using Docket.Journal.Projections;
using Docket.ReadModels.Analytics;
using Docket.ReadModels.CustomerHistory;
using Docket.ReadModels.OrderSummaries;
using Docket.ReadModels.Postgres.Analytics;
using Docket.ReadModels.Postgres.CustomerHistory;
using Docket.ReadModels.Postgres.OrderSummaries;
using Docket.ReadModels.Postgres.ProductSales;
using Docket.ReadModels.Postgres.Reading;
using Docket.ReadModels.Postgres.Revenue;
using Docket.ReadModels.ProductSales;
using Docket.ReadModels.Revenue;

namespace Docket.ReadModels.Postgres;

/// <summary>Views in PostgreSQL: applied by one process, asked by all.</summary>
public sealed class PostgresViews(PostgresViewStorage storage) : IViewEngine
{
    /// <summary>How each view lies in tables; what the storage is made with.</summary>
    public static IReadOnlyList<ViewTables> Tables { get; } =
    [
        TablesOf(ViewNames.OrderSummary, () => new OrderSummaryBuffer(), "order_summary"),
        TablesOf(ViewNames.CustomerHistory, () => new CustomerHistoryBuffer(), "customer_history"),
        TablesOf(ViewNames.Revenue, () => new RevenueBuffer(), "revenue", "revenue_days"),
        TablesOf(ViewNames.ProductSales, () => new ProductSalesBuffer(), "product_sales"),
        TablesOf(ViewNames.Analytics, () => new AnalyticsBuffer(), "analytics", "analytics_totals"),
    ];

    /// <inheritdoc/>
    public IOrderSummaryQuery AddOrderSummaries(ViewHost host) =>
        new PostgresOrderSummaryQuery(Add(host, ViewDefinitions.OrderSummaries()));

    /// <inheritdoc/>
    public ICustomerHistoryQuery AddCustomerHistory(ViewHost host) =>
        new PostgresCustomerHistoryQuery(Add(host, ViewDefinitions.CustomerHistory()));

    /// <inheritdoc/>
    public IRevenueQuery AddRevenue(ViewHost host) =>
        new PostgresRevenueQuery(Add(host, ViewDefinitions.Revenue()));

    /// <inheritdoc/>
    public IProductSalesQuery AddProductSales(ViewHost host) =>
        new PostgresProductSalesQuery(Add(host, ViewDefinitions.ProductSales()));

    /// <inheritdoc/>
    public IAnalyticsQuery AddAnalytics(ViewHost host) =>
        new PostgresAnalyticsQuery(Add(host, ViewDefinitions.Analytics()));

    // Totals and indexes are in the tables, so nothing is kept in memory beside them.
    private ViewQueries Add<TKey, TRow, TFigures>(ViewHost host, ViewDefinition<TKey, TRow, TFigures> definition)
        where TKey : notnull
        where TRow : class
        where TFigures : IRowFigures<TKey, TRow>
    {
        var bare = new ViewDefinition<TKey, TRow, NoFigures<TKey, TRow>>(
            definition.Projection, definition.Codec, () => new NoFigures<TKey, TRow>(), FiguresNeedRows: false);
        return new ViewQueries(host.Add(bare, storage), storage);
    }

    private static ViewTables TablesOf(string view, Func<IRowBuffer> newBuffer, params string[] tables) =>
        new(view, SqlFile.Tables(tables[0]), SqlFile.Tables(tables[0] + "_indexes"), tables, newBuffer);
}
