using System.Text.Json;
using Docket.Api.Orders;
using Spectre.Console;

namespace Docket.Host.Output;

/// <summary>Draws an order's history: a line an event, and under it what it says and what it changed.</summary>
internal static class HistoryTable
{
    /// <summary>An event that places a thousand lines is told in a few; --json has them all.</summary>
    private const int ChangesMax = 12;

    private static readonly HashSet<string> Money =
        new(["total", "discount", "paid", "refunded", "balance_due", "unit_price"], StringComparer.Ordinal);

    public static void Draw(IAnsiConsole console, HistoryReply history)
    {
        console.WriteLine($"Order {history.OrderId}: {history.Events.Count} events, as of position {history.AsOfSeq}");
        foreach (var recorded in history.Events)
        {
            console.WriteLine();
            console.WriteLine(HeadingOf(recorded));
            var facts = EventFacts.Of(recorded.Data).ToList();
            foreach (var (name, text) in facts.Take(ChangesMax)) Write(console, $"{name,-16} {text}");
            if (facts.Count > ChangesMax) Write(console, $"… and {facts.Count - ChangesMax} more (--json shows all)");
            foreach (var change in recorded.Changes.Take(ChangesMax)) Write(console, LineOf(change));
            if (recorded.Changes.Count > ChangesMax)
                Write(console, $"… and {recorded.Changes.Count - ChangesMax} more (--json shows all)");
        }
    }

    private static void Write(IAnsiConsole console, string line) => console.WriteLine("       " + line);

    private static string HeadingOf(HistoryEvent recorded)
    {
        var by = recorded.Metadata.Actor is { } actor ? $"  by {actor}" : "";
        var late = recorded.RecordedAt.Date != recorded.OccurredAt.Date
            ? $"  recorded {Figures.ShortTime(recorded.RecordedAt)}" : "";
        return $"  v{recorded.Version,-3} {Figures.ShortTime(recorded.OccurredAt)}  {recorded.Type}"
            + $"  #{recorded.SequenceNumber}{by}{late}";
    }

    private static string LineOf(HistoryChange change) =>
        $"{change.Path,-16} {Text(change.Path, change.Before)} → {Text(change.Path, change.After)}";

    private static string Text(string path, JsonElement? value) => value switch
    {
        null or { ValueKind: JsonValueKind.Null } => "–",
        { ValueKind: JsonValueKind.Number } number when Money.Contains(path[(path.LastIndexOf('.') + 1)..]) =>
            Figures.Money(number.GetInt64()),
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { ValueKind: JsonValueKind.Object } item => ItemText(item),
        { } other => other.GetRawText(),
    };

    private static string ItemText(JsonElement item) =>
        $"{Figures.Count(item.GetProperty("quantity").GetInt64())} × {item.GetProperty("product_id").GetString()} "
        + $"{item.GetProperty("name").GetString()} at {Figures.Money(item.GetProperty("unit_price").GetInt64())}";
}
