using Docket.Journal.ClickHouse.Facts;
using Docket.Journal.Projections.Rows;

namespace Docket.ReadModels.ClickHouse.ProductSales;

/// <summary>Tells each product of a sale.</summary>
internal sealed class SaleFacts : IFacts
{
    private readonly SaleCodec _codec = new();

    public static FactTable Table { get; } = new(
        ViewNames.ProductSales, SqlFile.Table("product_sales"),
        [
            new("day"), new("product_id", IsText: true), new("position"), new("name", IsText: true), new("quantity"),
            new("gross"),
        ],
        () => new SaleFacts(), LooksBack: false);

    public void Tell(ReadOnlySpan<byte> key, byte[]? before, byte[]? after, FactWriter facts)
    {
        if (after is null) return; // sales are only ever added
        var reader = new RowReader(key);
        var position = _codec.ReadKey(ref reader);
        var sale = _codec.RowOf(position, after);
        foreach (var product in sale.Products)
        {
            facts.Small(sale.Day.DayNumber).Text(product.Product.Value).Number(position.Value).Text(product.Name)
                .Number(product.Quantity).Number(product.Gross.Minor);
        }
    }
}
