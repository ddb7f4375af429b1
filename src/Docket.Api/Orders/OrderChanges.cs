using System.Globalization;
using System.Text.Json;
using Docket.Api.Json;
using Docket.ReadModels.OrderSummaries;
using Docket.ReadModels.Reading;

namespace Docket.Api.Orders;

/// <summary>What differs between two states of an order, in the words of <c>GET /orders/{id}</c>, in the document's
/// own order.</summary>
internal static class OrderChanges
{
    // The event itself says its version; the id never changes; the name is not part of the order.
    private static readonly string[] NotTold = ["order_id", "customer_name", "version"];

    public static IReadOnlyList<HistoryChange> Between(OrderSummary? before, OrderSummary? after)
    {
        var changes = new List<HistoryChange>();
        Compare("", DocumentOf(before), DocumentOf(after), changes);
        return changes;
    }

    private static JsonElement? DocumentOf(OrderSummary? order) => order is null
        ? null
        : JsonSerializer.SerializeToElement<OrderDocument>(
            OrderReply.Of(order, new Answer<OrderSummary?>(order, default, false)), ReplyJson.Plain.OrderDocument);

    private static void Compare(string path, JsonElement? before, JsonElement? after, List<HistoryChange> changes)
    {
        switch (before?.ValueKind, after?.ValueKind)
        {
            case (JsonValueKind.Object or null, JsonValueKind.Object) when path.Length == 0 || before is not null:
                CompareMembers(path, before, after!.Value, changes);
                break;
            case (JsonValueKind.Array or null, JsonValueKind.Array):
                CompareElements(path, before, after!.Value, changes);
                break;
            default:
                if (!Same(before, after)) changes.Add(new HistoryChange(path, before, after));
                break;
        }
    }

    private static void CompareMembers(string path, JsonElement? before, JsonElement after, List<HistoryChange> changes)
    {
        foreach (var member in after.EnumerateObject())
        {
            if (path.Length == 0 && NotTold.Contains(member.Name)) continue;
            JsonElement? old = before is { } document && document.TryGetProperty(member.Name, out var found) ? found
                : null;
            Compare(path.Length == 0 ? member.Name : $"{path}.{member.Name}", old, member.Value, changes);
        }
    }

    private static void CompareElements(string path, JsonElement? before, JsonElement after,
        List<HistoryChange> changes)
    {
        var (had, has) = (before?.GetArrayLength() ?? 0, after.GetArrayLength());
        for (var i = 0; i < Math.Max(had, has); i++)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]");
            Compare(at, i < had ? before!.Value[i] : null, i < has ? after[i] : null, changes);
        }
    }

    private static bool Same(JsonElement? before, JsonElement? after) => (before, after) switch
    {
        (null or { ValueKind: JsonValueKind.Null }, null or { ValueKind: JsonValueKind.Null }) => true,
        ({ } one, { } other) => JsonElement.DeepEquals(one, other),
        _ => false,
    };
}
