using Docket.Journal.Projections;
using Docket.ReadModels.Analytics;
using Docket.ReadModels.CustomerHistory;
using Docket.ReadModels.OrderSummaries;
using Docket.ReadModels.ProductSales;
using Docket.ReadModels.Revenue;

namespace Docket.ReadModels;

/// <summary>Views in this process: rows where the host keeps them, totals and indexes in memory.</summary>
public sealed class LocalViews : IViewEngine
{
    /// <inheritdoc/>
    public IOrderSummaryQuery AddOrderSummaries(ViewHost host) =>
        new OrderSummaryQuery(host.Add(ViewDefinitions.OrderSummaries()));

    /// <inheritdoc/>
    public ICustomerHistoryQuery AddCustomerHistory(ViewHost host) =>
        new CustomerHistoryQuery(host.Add(ViewDefinitions.CustomerHistory()));

    /// <inheritdoc/>
    public IRevenueQuery AddRevenue(ViewHost host) => new RevenueQuery(host.Add(ViewDefinitions.Revenue()));

    /// <inheritdoc/>
    public IProductSalesQuery AddProductSales(ViewHost host) =>
        new ProductSalesQuery(host.Add(ViewDefinitions.ProductSales()));

    /// <inheritdoc/>
    public IAnalyticsQuery AddAnalytics(ViewHost host) => new AnalyticsQuery(host.Add(ViewDefinitions.Analytics()));
}
