using Docket.Domain.Shared;
using Docket.Kernel;

namespace Docket.Domain.Orders;

/// <summary>One product within one order.</summary>
/// <param name="Product">Which.</param>
/// <param name="Ordered">How many were ordered, over all lines.</param>
/// <param name="Refunded">How many of them were given back.</param>
/// <param name="HighestPrice">The highest price it has in the order.</param>
public readonly record struct ProductTally(Sku Product, long Ordered, long Refunded, Money HighestPrice)
{
    /// <summary>How many may still be given back.</summary>
    public long Refundable => Ordered - Refunded;
}

/// <summary>Tallies kept sorted by product: found by halving, changed by copying one short array.</summary>
internal static class ProductTallies
{
    public static ValueList<ProductTally> Of(ValueList<OrderLine> lines)
    {
        var sorted = lines.AsSpan().ToArray();
        Array.Sort(sorted, static (left, right) => Compare(left.Product, right.Product));
        var tallies = new ProductTally[sorted.Length];
        var count = 0;
        foreach (var line in sorted)
        {
            if (count > 0 && tallies[count - 1].Product == line.Product)
                tallies[count - 1] = Plus(tallies[count - 1], line);
            else
                tallies[count++] = First(line);
        }

        return ValueList.Create<ProductTally>(tallies.AsSpan(0, count));
    }

    public static ValueList<ProductTally> Plus(ValueList<ProductTally> tallies, OrderLine line)
    {
        var index = IndexOf(tallies, line.Product);
        if (index >= 0) return tallies.SetAt(index, Plus(tallies[index], line));
        var all = tallies.AsSpan();
        return [.. all[..~index], First(line), .. all[~index..]];
    }

    public static ValueList<ProductTally> Less(ValueList<ProductTally> tallies, ValueList<RefundLine> items)
    {
        var changed = tallies.AsSpan().ToArray();
        foreach (var item in items)
        {
            ref var tally = ref changed[IndexOf(tallies, item.Product)];
            tally = tally with { Refunded = tally.Refunded + item.Quantity };
        }

        return ValueList.Create<ProductTally>(changed);
    }

    /// <summary>Where the product stands, or the complement of where it would.</summary>
    public static int IndexOf(ValueList<ProductTally> tallies, Sku product)
    {
        var (low, high) = (0, tallies.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = Compare(tallies[middle].Product, product);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }

        return ~low;
    }

    private static ProductTally First(OrderLine line) => new(line.Product, line.Quantity, 0, line.UnitPrice);

    private static ProductTally Plus(ProductTally tally, OrderLine line) => tally with
    {
        Ordered = tally.Ordered + line.Quantity,
        HighestPrice = line.UnitPrice > tally.HighestPrice ? line.UnitPrice : tally.HighestPrice,
    };

    private static int Compare(Sku left, Sku right) => string.CompareOrdinal(left.Value, right.Value);
}
