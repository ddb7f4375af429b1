using System.Text.Json;

namespace Docket.ReadModels.Elasticsearch.Tests.Double;

/// <summary>Answers the searches that this program asks; anything else is a mistake.</summary>
internal static class DoubleSearch
{
    private const int WindowMax = 10_000;

    public static (int Status, object Answer) Run(string name, DoubleIndex index, JsonElement body)
    {
        var (from, size) = (Int(body, "from", 0), Int(body, "size", 10));
        if (from + size > WindowMax)
            return (400, Error("illegal_argument_exception", $"Result window is too large, from + size must be less than or equal to: [{WindowMax}]"));
        var sorts = body.GetProperty("sort").EnumerateArray().Select(sort => sort.EnumerateObject().Single()).ToList();
        foreach (var sort in sorts) index.Mapping.RequireDocValues(sort.Name);
        var found = index.Searchable.Where(document => Matches(index, document.Source!.Value, body.GetProperty("query")))
            .Select(document => (Document: document, Keys: sorts.Select(sort => Key(document.Source!.Value, sort.Name)).ToArray()))
            .ToList();
        var order = Comparer<IComparable[]>.Create((x, y) => Compare(x, y, sorts));
        var total = found.Count;
        found.Sort((x, y) => order.Compare(x.Keys, y.Keys));
        if (body.TryGetProperty("search_after", out var after))
        {
            Strict.Equal(0, from); // the cluster refuses both
            var last = after.EnumerateArray().Select(Comparable).ToArray();
            found.RemoveAll(one => order.Compare(one.Keys, last) <= 0);
        }

        var hits = found.Skip(from).Take(size).Select(one => Hit(name, one.Document, one.Keys, body)).ToArray();
        return (200, new { took = 1, timed_out = false, hits = new { total = new { value = total, relation = "eq" }, hits } });
    }

    public static object Error(string type, string reason) => new { error = new { type, reason }, status = 400 };

    private static Dictionary<string, object> Hit(string name, DoubleDocument document, IComparable[] keys, JsonElement body)
    {
        var hit = new Dictionary<string, object> { ["_index"] = name, ["_id"] = document.Id, ["sort"] = keys.Cast<object>().ToArray() };
        var wanted = body.GetProperty("_source");
        if (wanted.ValueKind == JsonValueKind.False) return hit;
        var fields = wanted.ValueKind == JsonValueKind.String
            ? [wanted.GetString()!]
            : wanted.EnumerateArray().Select(field => field.GetString()!).ToArray();
        hit["_source"] = document.Source!.Value.EnumerateObject().Where(field => fields.Contains(field.Name) || fields.Contains("*"))
            .ToDictionary(field => field.Name, field => field.Value);
        return hit;
    }

    private static bool Matches(DoubleIndex index, JsonElement source, JsonElement query)
    {
        var filters = query.GetProperty("bool").EnumerateObject().Single();
        Strict.Equal("filter", filters.Name);
        return filters.Value.EnumerateArray().All(filter => Holds(index, source, filter.EnumerateObject().Single()));
    }

    private static bool Holds(DoubleIndex index, JsonElement source, JsonProperty filter)
    {
        var asked = filter.Value.EnumerateObject().Single();
        var field = filter.Name == "exists" ? asked.Value.GetString()! : asked.Name;
        index.Mapping.RequireIndexed(field);
        if (!source.TryGetProperty(field, out var found)) return false;
        var values = found.ValueKind == JsonValueKind.Array ? [.. found.EnumerateArray()] : new[] { found };
        return filter.Name switch
        {
            "exists" => values.Length > 0,
            "term" => values.Any(value => value.GetString() == asked.Value.GetString()),
            "prefix" => values.Any(value => value.GetString()!.StartsWith(asked.Value.GetString()!, StringComparison.Ordinal)),
            "range" => values.Any(value => value.GetInt64() > asked.Value.GetProperty("gt").GetInt64()),
            var kind => throw new InvalidOperationException($"The double knows no {kind}."),
        };
    }

    private static int Compare(IComparable[] x, IComparable[] y, List<JsonProperty> sorts)
    {
        for (var i = 0; i < sorts.Count; i++)
        {
            var order = x[i] is string text ? string.CompareOrdinal(text, (string)y[i]) : x[i].CompareTo(y[i]);
            if (order != 0) return sorts[i].Value.GetString() == "desc" ? -order : order;
        }

        return 0;
    }

    private static IComparable Key(JsonElement source, string field) => Comparable(source.GetProperty(field));

    private static IComparable Comparable(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number ? value.GetInt64() : value.GetString()!;

    private static int Int(JsonElement body, string name, int otherwise) =>
        body.TryGetProperty(name, out var value) ? value.GetInt32() : otherwise;
}
