using Docket.Journal.Projections;
using Docket.Journal.Redis.Views;
using Docket.ReadModels.Analytics;
using Docket.ReadModels.CustomerHistory;
using Docket.ReadModels.OrderSummaries;
using Docket.ReadModels.ProductSales;
using Docket.ReadModels.Redis.OrderSummaries;
using Docket.ReadModels.Revenue;

namespace Docket.ReadModels.Redis;

/// <summary>Views in Redis: what is read by its key. Applied by one process, asked by all.</summary>
public sealed class RedisViews(RedisViewStorage storage) : IViewEngine
{
    /// <summary>How each view lies in hashes; what the storage is made with.</summary>
    public static IReadOnlyList<IRowLayout> Layouts { get; } = [new OrderSummaryLayout()];

    /// <inheritdoc/>
    public IOrderSummaryQuery AddOrderSummaries(ViewHost host) =>
        new RedisOrderSummaryQuery(host, host.Add(ViewDefinitions.OrderSummaries(), storage), storage);

    /// <inheritdoc/>
    public ICustomerHistoryQuery AddCustomerHistory(ViewHost host) => throw NotHere(ViewNames.CustomerHistory);

    /// <inheritdoc/>
    public IRevenueQuery AddRevenue(ViewHost host) => throw NotHere(ViewNames.Revenue);

    /// <inheritdoc/>
    public IProductSalesQuery AddProductSales(ViewHost host) => throw NotHere(ViewNames.ProductSales);

    /// <inheritdoc/>
    public IAnalyticsQuery AddAnalytics(ViewHost host) => throw NotHere(ViewNames.Analytics);

    private static NotSupportedException NotHere(string view) =>
        new($"Redis keeps what is read by its key, such as {ViewNames.OrderSummary}; {view} is not among that.");
}
