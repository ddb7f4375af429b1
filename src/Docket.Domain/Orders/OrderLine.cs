using Docket.Domain.Shared;

namespace Docket.Domain.Orders;

/// <summary>So many of one product at one price.</summary>
/// <param name="Product">Which product.</param>
/// <param name="Name">What it was called when it was ordered, 1-500 characters.</param>
/// <param name="Quantity">1-1,000,000.</param>
/// <param name="UnitPrice">Price of one, not negative.</param>
public sealed record OrderLine(Sku Product, string Name, int Quantity, Money UnitPrice)
{
    /// <summary>Quantity times price.</summary>
    public Money Amount => UnitPrice * Quantity;
}

/// <summary>So many of one product given back, at the price that is returned for each.</summary>
public sealed record RefundLine(Sku Product, int Quantity, Money UnitPrice)
{
    /// <summary>Quantity times price.</summary>
    public Money Amount => UnitPrice * Quantity;
}
