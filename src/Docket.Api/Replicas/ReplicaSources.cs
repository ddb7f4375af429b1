using Docket.Api.Orders;
using Docket.Journal.Store;
using Docket.ReadModels.Analytics;
using Docket.ReadModels.ProductSales;
using Docket.ReadModels.Revenue;

namespace Docket.Api.Replicas;

/// <summary>What is read on a standby: everything in it shows what is visible there.</summary>
public sealed record ReplicaSources
{
    /// <summary>Orders, folded from the standby's journal.</summary>
    public required OrderReader Orders { get; init; }

    /// <summary>Asks the standby what it shows now: the journal's remembered head may be ahead of one that crashed.</summary>
    public required Func<CancellationToken, ValueTask<Position>> VisibleAsync { get; init; }

    /// <summary>The reports over the standby; null where they are not served from it.</summary>
    public ReplicaReports? Reports { get; init; }
}

/// <summary>The reports over a standby.</summary>
public sealed record ReplicaReports(IRevenueQuery Revenue, IProductSalesQuery Products, IAnalyticsQuery Analytics);
