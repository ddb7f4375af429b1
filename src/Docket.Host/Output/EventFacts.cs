using System.Text.Json;

namespace Docket.Host.Output;

/// <summary>What an event says that shows in no figure of the order: why, how, by whom it was carried, which pieces were
/// refunded. In a dispute this is what is asked for.</summary>
internal static class EventFacts
{
    private static readonly HashSet<string> Words =
        new(["reason", "code", "method", "carrier", "tracking"], StringComparer.Ordinal);

    private static readonly HashSet<string> Money = new(["amount", "paid_back"], StringComparer.Ordinal);

    /// <summary>The facts by name, in the order in which the event stores them.</summary>
    public static IEnumerable<(string Name, string Text)> Of(JsonElement stored) =>
        from member in stored.EnumerateObject()
        from text in TextsOf(member.Name, member.Value)
        select (member.Name, text);

    private static IEnumerable<string> TextsOf(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when Words.Contains(name) => [value.GetString()!],
        JsonValueKind.Number when Money.Contains(name) => [Figures.Money(value.GetInt64())],
        // Only a refund has items; the lines of an order show as what they change.
        JsonValueKind.Array when name == "items" => value.EnumerateArray().Select(PiecesOf),
        _ => [],
    };

    private static string PiecesOf(JsonElement item) =>
        $"{Figures.Count(item.GetProperty("quantity").GetInt64())} × {item.GetProperty("product_id").GetString()} at "
        + Figures.Money(item.GetProperty("unit_price").GetInt64());
}
