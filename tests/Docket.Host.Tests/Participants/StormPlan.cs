using System.Globalization;

namespace Docket.Host.Tests.Participants;

/// <summary>How many checkouts there are, and how often something is killed meanwhile.</summary>
/// <param name="Checkouts">Orders that are placed and checked out; <c>DOCKET_CHECKOUTS</c> asks for more.</param>
/// <param name="Kills">Kills of a process; <c>DOCKET_CHECKOUT_KILLS</c> asks for more.</param>
/// <param name="Seed">What the orders and the kills' moments are made of; <c>DOCKET_SEED</c>.</param>
internal sealed record StormPlan(int Checkouts, int Kills, int Seed)
{
    /// <summary>In percent of calls: refused, failed, cut off before and after, and arriving twice.</summary>
    public const string Faults =
        """{ "refuse": 0.06, "error": 0.04, "cut_before": 0.02, "cut_after": 0.05, "duplicate": 0.1, "delay_ms": 2 }""";

    public static StormPlan FromEnvironment() =>
        new(Number("DOCKET_CHECKOUTS", 40), Number("DOCKET_CHECKOUT_KILLS", 6), Number("DOCKET_SEED", 1));

    /// <summary>Scarce: of this product there is not enough for everybody.</summary>
    public int InStockOf(string product) => product == "p0" ? Math.Max(1, Checkouts / 3) : 10 * Checkouts;

    public IReadOnlyList<StormOrder> Orders()
    {
        var chance = new Random(Seed);
        return [.. Enumerable.Range(0, Checkouts).Select(number => StormOrder.Any($"o{number}", chance))];
    }

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : otherwise;
}

/// <summary>One order.</summary>
internal sealed record StormOrder(string Id, IReadOnlyList<(string Product, int Quantity, int Price)> Lines)
{
    public static readonly IReadOnlyList<string> Products = ["p0", "p1", "p2", "p3"];

    public long Total => Lines.Sum(line => (long)line.Quantity * line.Price);

    public string Body => $$"""
        { "order_id": "{{Id}}", "currency": "EUR", "items": [ {{string.Join(", ", Lines.Select(line =>
            $$"""{ "product_id": "{{line.Product}}", "name": "A", "quantity": {{line.Quantity}}, "unit_price": {{line.Price}} }"""))}} ] }
        """;

    public static StormOrder Any(string id, Random chance) => new(id,
        [.. Products.OrderBy(_ => chance.Next()).Take(chance.Next(1, 3)).Select(
            product => (product, chance.Next(1, 4), chance.Next(100, 2_000)))]);
}
