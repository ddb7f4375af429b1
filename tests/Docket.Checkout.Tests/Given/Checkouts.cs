using Docket.Application.Checkout;
using Docket.Domain.Shared;
using Docket.Kernel;

namespace Docket.Checkout.Tests.Given;

/// <summary>Checkouts to talk about.</summary>
internal static class Checkouts
{
    public static readonly Sku Mug = new("mug");
    public static readonly Sku Pot = new("pot");
    public static readonly IReadOnlyList<Sku> Products = [Mug, Pot, new("cup"), new("jar"), new("tin")];
    public static readonly CustomerId Ada = new("ada");

    public static CheckoutRequest Of(string order, params CheckoutLine[] lines) => new(
        new OrderId(order), Ada, "ada@example.org", new Currency("GBP"), new Money(2250),
        ValueList.Create<CheckoutLine>(lines.Length > 0 ? lines : [new(Mug, 2), new(Pot, 1)]));

    /// <summary>One to three different products, one to three of each.</summary>
    public static CheckoutRequest Any(string order, Random random)
    {
        var products = Products.OrderBy(_ => random.Next()).Take(random.Next(1, 4)).ToList();
        var lines = products.Select(product => new CheckoutLine(product, random.Next(1, 4))).ToArray();
        return Of(order, lines) with { Total = new Money(random.Next(1, 50_000)), Customer = random.Next(4) == 0 ? null : Ada };
    }
}
