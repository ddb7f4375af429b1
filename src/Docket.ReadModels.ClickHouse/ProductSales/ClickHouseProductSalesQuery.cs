using Docket.Domain.Shared;
using Docket.Journal.ClickHouse.Talking;
using Docket.Journal.ClickHouse.Views;
using Docket.Kernel;
using Docket.ReadModels.ProductSales;
using Docket.ReadModels.Reading;

namespace Docket.ReadModels.ClickHouse.ProductSales;

/// <summary>Adds up sales within a period, and asks what the products at the top were called last, whenever that
/// was.</summary>
internal sealed class ClickHouseProductSalesQuery(FactQueries view) : IProductSalesQuery
{
    public async ValueTask<Answer<ValueList<ProductSalesRow>>> ReadAsync(
        ProductSalesPeriod period, Freshness freshness, CancellationToken cancellationToken)
    {
        var (point, stand, top) = await view.AskAsync(
            freshness, stand => Top(stand, period), ReadTop, cancellationToken);
        var names = top.Count == 0 ? [] : await view.AskAsync(Names(stand, top), ReadNames, cancellationToken);
        var rows = top.Select(sale => new ProductSalesRow(
            new Sku(sale.Product), names.GetValueOrDefault(sale.Product, sale.Product), sale.Sold,
            new Money(sale.Taken)));
        return ViewReading.Answer(point, rows.ToValueList(), stand.Parking, concerns: _ => true);
    }

    private static string Top(FactStand stand, ProductSalesPeriod period) => SqlFile.Query(
        "product_sales",
        ("facts", stand.Table), ("from", period.From.DayNumber), ("to", period.To.DayNumber),
        ("checkpoint", stand.Checkpoint.Value), ("limit", period.Limit));

    // A product's id holds nothing that means anything between quotes.
    private static string Names(FactStand stand, List<(string Product, long Sold, long Taken)> top) => SqlFile.Query(
        "product_names",
        ("facts", stand.Table), ("checkpoint", stand.Checkpoint.Value),
        ("products", string.Join(", ", top.Select(sale => $"'{sale.Product}'"))));

    private static List<(string Product, long Sold, long Taken)> ReadTop(AnswerReader answer)
    {
        var top = new List<(string, long, long)>();
        while (answer.MoveNext()) top.Add((answer.Text(), answer.Number(), answer.Number()));
        return top;
    }

    private static Dictionary<string, string> ReadNames(AnswerReader answer)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        while (answer.MoveNext()) names[answer.Text()] = answer.Text();
        return names;
    }
}
