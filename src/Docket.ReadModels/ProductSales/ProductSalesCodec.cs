using Docket.Domain.Shared;
using Docket.Journal.Projections.Rows;
using Docket.ReadModels.Orders;

namespace Docket.ReadModels.ProductSales;

internal sealed class ProductSalesCodec : IRowCodec<ProductDayKey, ProductDay>
{
    public void WriteKey(ProductDayKey key, RowWriter writer)
    {
        writer.WriteDay(key.Day);
        writer.WriteText(key.Product.Value);
    }

    public ProductDayKey ReadKey(ref RowReader reader) => new(reader.ReadDay(), new Sku(reader.ReadText()));

    public void WriteRow(ProductDayKey key, ProductDay row, RowWriter writer)
    {
        writer.WriteSigned(row.Quantity);
        writer.WriteMoney(row.Gross);
        writer.WriteText(row.Name);
        writer.WriteSigned(row.NamedAt);
    }

    public ProductDay ReadRow(ProductDayKey key, ref RowReader reader) =>
        new(reader.ReadSigned(), reader.ReadMoney(), reader.ReadText(), reader.ReadSigned());
}
