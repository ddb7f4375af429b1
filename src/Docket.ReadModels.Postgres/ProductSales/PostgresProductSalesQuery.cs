using Docket.Domain.Shared;
using Docket.Journal.Projections.Rows;
using Docket.Kernel;
using Docket.ReadModels.Postgres.Reading;
using Docket.ReadModels.ProductSales;
using Docket.ReadModels.Reading;
using Npgsql;

namespace Docket.ReadModels.Postgres.ProductSales;

/// <summary>Reads product sales from <c>product_sales</c>.</summary>
internal sealed class PostgresProductSalesQuery(ViewQueries view) : IProductSalesQuery
{
    private readonly ProductSalesCodec _codec = new();
    private readonly string _read = SqlFile.Query("product_sales", view.Schema);

    public async ValueTask<Answer<ValueList<ProductSalesRow>>> ReadAsync(
        ProductSalesPeriod period, Freshness freshness, CancellationToken cancellationToken)
    {
        await view.WaitAsync(freshness, cancellationToken);
        var (stand, rows) = await view.ReadAsync(
            () => new NpgsqlCommand(_read).With(period.From).With(period.To).With((long)period.Limit),
            Read, cancellationToken);
        return ViewReading.Answer(
            stand.PointFor(freshness), rows.OfType<ProductSalesRow>().ToValueList(), stand.Parking, concerns: _ => true);
    }

    private ProductSalesRow? Read(NpgsqlDataReader row)
    {
        if (row.IsDBNull(Stand.Columns)) return null;
        var product = new Sku(row.GetString(Stand.Columns));

        // The name is taken from the row itself: a column may hold it with what text cannot hold left out.
        var named = _codec.RowOf(
            new ProductDayKey(default, product), row.GetFieldValue<byte[]>(Stand.Columns + 3));
        return new ProductSalesRow(
            product, named.Name, row.GetInt64(Stand.Columns + 1), new Money(row.GetInt64(Stand.Columns + 2)));
    }
}
