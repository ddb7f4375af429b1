namespace Docket.ReadModels;

/// <summary>What the views are called, in settings and by operators.</summary>
public static class ViewNames
{
    /// <summary>Orders, with their customers' names.</summary>
    public const string OrderSummary = "order-summary";

    /// <summary>Customers' orders, with search.</summary>
    public const string CustomerHistory = "customer-history";

    /// <summary>Revenue by day.</summary>
    public const string Revenue = "revenue";

    /// <summary>Sales by product and day.</summary>
    public const string ProductSales = "product-sales";

    /// <summary>Figures over all orders.</summary>
    public const string Analytics = "analytics";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [OrderSummary, CustomerHistory, Revenue, ProductSales, Analytics];
}
