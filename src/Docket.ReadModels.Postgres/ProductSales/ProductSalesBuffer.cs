using Docket.Journal.Postgres.Views;
using Docket.ReadModels.ProductSales;
using NpgsqlTypes;

namespace Docket.ReadModels.Postgres.ProductSales;

/// <summary>Spreads products' days over the columns of <c>product_sales</c>: the rows are totals already.</summary>
internal sealed class ProductSalesBuffer : RowBuffer<ProductDayKey, ProductDay, SalesByDay>
{
    private readonly ColumnValues<DateOnly> _day;
    private readonly ColumnValues<string> _productId, _name;
    private readonly ColumnValues<long> _namedAt, _quantity, _gross;

    public ProductSalesBuffer()
        : base(new ProductSalesCodec())
    {
        _day = Column<DateOnly>("day", NpgsqlDbType.Date);
        (_productId, _name) =
            (Column<string>("product_id", NpgsqlDbType.Text), Column<string>("name", NpgsqlDbType.Text));
        _namedAt = Column<long>("named_at", NpgsqlDbType.Bigint);
        _quantity = Column<long>("quantity", NpgsqlDbType.Bigint);
        _gross = Column<long>("gross", NpgsqlDbType.Bigint);
    }

    protected override void Spread(ProductDayKey key, ProductDay row)
    {
        _day.Add(key.Day);
        _productId.Add(key.Product.Value);
        _name.Add(ColumnText.Of(row.Name));
        _namedAt.Add(row.NamedAt);
        _quantity.Add(row.Quantity);
        _gross.Add(row.Gross.Minor);
    }
}
