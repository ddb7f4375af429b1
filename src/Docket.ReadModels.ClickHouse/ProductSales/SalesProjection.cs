using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Journal.Projections;
using Docket.Journal.Store;
using Docket.Kernel;
using Docket.ReadModels.Orders;

namespace Docket.ReadModels.ClickHouse.ProductSales;

/// <summary>A row an event that sells something: it is added once and never changed, and needs no former
/// state.</summary>
internal sealed class SalesProjection : IProjection<Position, Sale>
{
    public string Name => ViewNames.ProductSales;

    public int SchemaVersion => 1;

    public IReadOnlyCollection<Type> Handles { get; } = [typeof(OrderPlaced), typeof(ItemAdded)];

    public ValueList<Position> KeysOf(RecordedEvent recorded) => [recorded.Position];

    public Sale? Apply(Position key, Sale? row, RecordedEvent recorded) => recorded.Payload switch
    {
        OrderPlaced e => new Sale(OrderEventTypes.DayOf(e), Sold(e.Lines)),
        ItemAdded e => new Sale(OrderEventTypes.DayOf(e), Sold([e.Line])),
        _ => row,
    };

    private static ValueList<SoldProduct> Sold(ValueList<OrderLine> lines)
    {
        var sold = new List<SoldProduct>(lines.Count);
        foreach (var line in lines)
        {
            var known = sold.FindIndex(product => product.Product == line.Product);
            if (known < 0) sold.Add(new SoldProduct(line.Product, line.Name, line.Quantity, line.Amount));
            else sold[known] = Plus(sold[known], line);
        }

        return sold.ToValueList();
    }

    private static SoldProduct Plus(SoldProduct product, OrderLine line) => product with
    {
        Name = line.Name,
        Quantity = product.Quantity + line.Quantity,
        Gross = product.Gross + line.Amount,
    };
}
