using Docket.Journal.Projections;
using Docket.ReadModels.Analytics;
using Docket.ReadModels.CustomerHistory;
using Docket.ReadModels.OrderSummaries;
using Docket.ReadModels.ProductSales;
using Docket.ReadModels.Revenue;

namespace Docket.ReadModels;

/// <summary>Something that views can be kept in and asked from: the same events, the same answers, another
/// engine.</summary>
/// <remarks>Each method puts one view into the host and answers its query. An engine that cannot keep a view says so
/// by
/// <see cref="NotSupportedException"/>.</remarks>
public interface IViewEngine
{
    /// <summary>Keeps orders.</summary>
    IOrderSummaryQuery AddOrderSummaries(ViewHost host);

    /// <summary>Keeps customers' orders.</summary>
    ICustomerHistoryQuery AddCustomerHistory(ViewHost host);

    /// <summary>Keeps revenue by day.</summary>
    IRevenueQuery AddRevenue(ViewHost host);

    /// <summary>Keeps sales by product and day.</summary>
    IProductSalesQuery AddProductSales(ViewHost host);

    /// <summary>Keeps figures over all orders.</summary>
    IAnalyticsQuery AddAnalytics(ViewHost host);
}
