using Docket.Domain.Shared;
using Docket.Kernel;
using Docket.ReadModels.Reading;

namespace Docket.ReadModels.ProductSales;

/// <summary>Reads which products sell.</summary>
public interface IProductSalesQuery
{
    /// <summary>Products by gross, largest first; ties by product id. Waits for the view's watermark.</summary>
    ValueTask<Answer<ValueList<ProductSalesRow>>> ReadAsync(
        ProductSalesPeriod period, Freshness freshness, CancellationToken cancellationToken);
}

/// <summary>Which days, and how many products.</summary>
/// <param name="From">First day, UTC, inclusive.</param>
/// <param name="To">Last day, UTC, inclusive.</param>
/// <param name="Limit">At most so many rows.</param>
public sealed record ProductSalesPeriod(DateOnly From, DateOnly To, int Limit);

/// <summary>One product's sales. Lines count on the day their order was placed, an added one on its own day.</summary>
/// <param name="ProductId">The product.</param>
/// <param name="Name">What it was called last.</param>
/// <param name="Quantity">Sold.</param>
/// <param name="Gross">Quantity times price, summed, in minor units.</param>
public sealed record ProductSalesRow(Sku ProductId, string Name, long Quantity, Money Gross);
