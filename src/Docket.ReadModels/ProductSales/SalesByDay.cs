using System.Runtime.InteropServices;
using Docket.Domain.Shared;
using Docket.Journal.Projections;

namespace Docket.ReadModels.ProductSales;

/// <summary>Each day's sales by product: 24 bytes each, so that a report over a year adds up memory and reads no rows.</summary>
internal sealed class SalesByDay : IRowFigures<ProductDayKey, ProductDay>
{
    private readonly SortedDictionary<DateOnly, Dictionary<int, Sold>> _days = [];
    private readonly Dictionary<Sku, int> _numbers = [];
    private readonly List<Product> _products = [];

    public void Change(ProductDayKey key, ProductDay? before, ProductDay? after)
    {
        if (after is null) return; // sales are only ever added to
        if (!_days.TryGetValue(key.Day, out var day)) _days.Add(key.Day, day = []);
        day[NumberOf(key.Product, after)] = new Sold(after.Quantity, after.Gross);
    }

    /// <summary>The products sold within a period, by gross, largest first; ties by product id.</summary>
    public IReadOnlyList<ProductSalesRow> Top(ProductSalesPeriod period)
    {
        var sums = new Sold[_products.Count];
        foreach (var (day, sales) in _days)
        {
            if (day < period.From) continue;
            if (day > period.To) break;
            foreach (var (number, sold) in sales) sums[number] = sums[number].Plus(sold);
        }

        return
        [
            .. sums.Select((sold, number) => (Sold: sold, Product: _products[number]))
                .Where(sale => sale.Sold.Quantity > 0)
                .OrderByDescending(sale => sale.Sold.Gross).ThenBy(sale => sale.Product.Id.Value, StringComparer.Ordinal)
                .Take(period.Limit)
                .Select(sale => new ProductSalesRow(sale.Product.Id, sale.Product.Name, sale.Sold.Quantity, sale.Sold.Gross)),
        ];
    }

    private int NumberOf(Sku product, ProductDay row)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, product, out var known);
        if (!known)
        {
            number = _products.Count;
            _products.Add(new Product(product, row.Name, row.NamedAt));
        }
        else if (row.NamedAt > _products[number].NamedAt)
        {
            _products[number] = new Product(product, row.Name, row.NamedAt);
        }

        return number;
    }

    private readonly record struct Sold(long Quantity, Money Gross)
    {
        public Sold Plus(Sold more) => new(Quantity + more.Quantity, Gross + more.Gross);
    }

    private readonly record struct Product(Sku Id, string Name, long NamedAt);
}
