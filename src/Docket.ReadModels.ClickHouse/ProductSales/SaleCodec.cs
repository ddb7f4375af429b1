using Docket.Domain.Shared;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Store;
using Docket.Kernel;
using Docket.ReadModels.Orders;

namespace Docket.ReadModels.ClickHouse.ProductSales;

internal sealed class SaleCodec : IRowCodec<Position, Sale>
{
    public void WriteKey(Position key, RowWriter writer) => writer.WriteSigned(key.Value);

    public Position ReadKey(ref RowReader reader) => new(reader.ReadSigned());

    public void WriteRow(Position key, Sale row, RowWriter writer)
    {
        writer.WriteDay(row.Day);
        writer.WriteUnsigned((ulong)row.Products.Count);
        foreach (var product in row.Products)
        {
            writer.WriteText(product.Product.Value);
            writer.WriteText(product.Name);
            writer.WriteSigned(product.Quantity);
            writer.WriteMoney(product.Gross);
        }
    }

    public Sale ReadRow(Position key, ref RowReader reader)
    {
        var day = reader.ReadDay();
        var products = new SoldProduct[reader.ReadCount()];
        for (var i = 0; i < products.Length; i++)
            products[i] = new SoldProduct(
                new Sku(reader.ReadText()), reader.ReadText(), reader.ReadSigned(), reader.ReadMoney());
        return new Sale(day, ValueList.Create<SoldProduct>(products));
    }
}
