using Docket.Domain.Shared;

namespace Docket.ReadModels.ProductSales;

/// <summary>One product on one day.</summary>
internal readonly record struct ProductDayKey(DateOnly Day, Sku Product)
{
    public override string ToString() => $"{Day:yyyy-MM-dd} {Product}";
}

/// <summary>What was sold of it then.</summary>
/// <param name="Quantity">Sold.</param>
/// <param name="Gross">Quantity times price, summed.</param>
/// <param name="Name">What it was called by the newest of these events.</param>
/// <param name="NamedAt">That event's position: a parked order that goes on later must not bring an old name back.</param>
internal sealed record ProductDay(long Quantity, Money Gross, string Name, long NamedAt);
