using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Journal.Projections;
using Docket.Journal.Store;
using Docket.Kernel;
using Docket.ReadModels.Orders;

namespace Docket.ReadModels.ProductSales;

/// <summary>Lines count on the day their order was placed, an added one on its own day.</summary>
internal sealed class ProductSalesProjection : IProjection<ProductDayKey, ProductDay>
{
    public string Name => ViewNames.ProductSales;

    public int SchemaVersion => 1;

    public IReadOnlyCollection<Type> Handles { get; } = [typeof(OrderPlaced), typeof(ItemAdded)];

    public ValueList<ProductDayKey> KeysOf(RecordedEvent recorded) => recorded.Payload switch
    {
        ItemAdded e => [new ProductDayKey(OrderEventTypes.DayOf(e), e.Line.Product)],
        OrderPlaced e => e.Lines.Select(line => new ProductDayKey(OrderEventTypes.DayOf(e), line.Product)).Distinct().ToValueList(),
        _ => [],
    };

    public ProductDay? Apply(ProductDayKey key, ProductDay? row, RecordedEvent recorded) => recorded.Payload switch
    {
        ItemAdded e => Plus(row, e.Line, recorded),
        OrderPlaced e => Plus(key.Product, row, e, recorded),
        _ => row,
    };

    private static ProductDay? Plus(Sku product, ProductDay? row, OrderPlaced placed, RecordedEvent recorded)
    {
        foreach (var line in placed.Lines)
            if (line.Product == product) row = Plus(row, line, recorded);
        return row;
    }

    private static ProductDay Plus(ProductDay? row, OrderLine line, RecordedEvent recorded)
    {
        var at = recorded.Position.Value;
        if (row is null) return new ProductDay(line.Quantity, line.Amount, line.Name, at);
        var isNewer = at >= row.NamedAt;
        return new ProductDay(
            row.Quantity + line.Quantity, row.Gross + line.Amount, isNewer ? line.Name : row.Name, Math.Max(at, row.NamedAt));
    }
}
