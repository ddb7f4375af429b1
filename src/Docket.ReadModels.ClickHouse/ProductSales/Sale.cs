using Docket.Domain.Shared;
using Docket.Kernel;

namespace Docket.ReadModels.ClickHouse.ProductSales;

/// <summary>What one event sold, each product once.</summary>
internal sealed record Sale(DateOnly Day, ValueList<SoldProduct> Products);

/// <summary>One product of a sale.</summary>
/// <param name="Product">The product.</param>
/// <param name="Name">What it was called; by the last line of several.</param>
/// <param name="Quantity">Sold.</param>
/// <param name="Gross">Quantity times price, summed.</param>
internal sealed record SoldProduct(Sku Product, string Name, long Quantity, Money Gross);
