using Docket.Domain.Shared;
using Docket.Journal.Elasticsearch.Documents;
using Docket.Journal.Elasticsearch.Views;
using Docket.Journal.Projections;
using Docket.ReadModels.Analytics;
using Docket.ReadModels.CustomerHistory;
using Docket.ReadModels.Elasticsearch.CustomerHistory;
using Docket.ReadModels.OrderSummaries;
using Docket.ReadModels.ProductSales;
using Docket.ReadModels.Revenue;

namespace Docket.ReadModels.Elasticsearch;

/// <summary>Customers' orders in Elasticsearch: applied by one process, searched by all.</summary>
public sealed class ElasticsearchViews(ElasticsearchViewStorage storage) : IViewEngine
{
    /// <summary>How the view lies in an index; what the storage is made with.</summary>
    public static IReadOnlyList<DocumentView> Documents { get; } = [CustomerHistoryDocuments.View];

    /// <inheritdoc/>
    public IOrderSummaryQuery AddOrderSummaries(ViewHost host) => throw NotKept(ViewNames.OrderSummary);

    /// <inheritdoc/>
    public ICustomerHistoryQuery AddCustomerHistory(ViewHost host)
    {
        var definition = new ViewDefinition<OrderId, CustomerHistoryRow, NoFigures<OrderId, CustomerHistoryRow>>(
            new CustomerHistoryProjection(), new CustomerHistoryCodec(),
            () => new NoFigures<OrderId, CustomerHistoryRow>(), FiguresNeedRows: false);
        return new ElasticsearchCustomerHistoryQuery(host.Add(definition, storage), storage);
    }

    /// <inheritdoc/>
    public IRevenueQuery AddRevenue(ViewHost host) => throw NotKept(ViewNames.Revenue);

    /// <inheritdoc/>
    public IProductSalesQuery AddProductSales(ViewHost host) => throw NotKept(ViewNames.ProductSales);

    /// <inheritdoc/>
    public IAnalyticsQuery AddAnalytics(ViewHost host) => throw NotKept(ViewNames.Analytics);

    private static NotSupportedException NotKept(string view) =>
        new($"The view {view} is not kept in Elasticsearch: it is for {ViewNames.CustomerHistory}.");
}
