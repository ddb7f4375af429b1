using Docket.Domain.Shared;
using Docket.Journal.Projections;
using Docket.Journal.Store;
using Docket.ReadModels.Analytics;
using Docket.ReadModels.CustomerHistory;
using Docket.ReadModels.OrderSummaries;
using Docket.ReadModels.ProductSales;
using Docket.ReadModels.Revenue;

namespace Docket.ReadModels;

/// <summary>What each view is made of.</summary>
internal static class ViewDefinitions
{
    public static ViewDefinition<StreamName, OrderSummaryRow, NoFigures<StreamName, OrderSummaryRow>> OrderSummaries() =>
        new(new OrderSummaryProjection(), new OrderSummaryCodec(), () => new NoFigures<StreamName, OrderSummaryRow>(),
            FiguresNeedRows: false);

    public static ViewDefinition<OrderId, CustomerHistoryRow, OrdersByCustomer> CustomerHistory() =>
        new(new CustomerHistoryProjection(), new CustomerHistoryCodec(), () => new OrdersByCustomer());

    public static ViewDefinition<OrderId, RevenueOrder, RevenueByDay> Revenue() =>
        new(new RevenueProjection(), new RevenueCodec(), () => new RevenueByDay());

    public static ViewDefinition<ProductDayKey, ProductDay, SalesByDay> ProductSales() =>
        new(new ProductSalesProjection(), new ProductSalesCodec(), () => new SalesByDay());

    public static ViewDefinition<OrderId, AnalyticsOrder, AnalyticsTotals> Analytics() =>
        new(new AnalyticsProjection(), new AnalyticsCodec(), () => new AnalyticsTotals());
}
