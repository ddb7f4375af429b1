using System.Text;
using System.Text.Json;

namespace Docket.ReadModels.Elasticsearch.Tests.Double;

/// <summary>A strict mapping: a document that does not fit it is refused with the error that the cluster
/// gives.</summary>
internal sealed class DoubleMapping
{
    private const int TermBytesMax = 32_766;
    private readonly Dictionary<string, JsonElement> _fields = [];

    public DoubleMapping(JsonElement mappings)
    {
        Strict.Equal("strict", mappings.GetProperty("dynamic").GetString());
        foreach (var field in mappings.GetProperty("properties").EnumerateObject()) _fields[field.Name] = field.Value.Clone();
    }

    /// <summary>Why the document is refused; null where it is taken.</summary>
    public (string Type, string Reason)? Refuses(JsonElement source)
    {
        foreach (var field in source.EnumerateObject())
        {
            if (!_fields.TryGetValue(field.Name, out var mapped))
                return ("strict_dynamic_mapping_exception", $"introduction of [{field.Name}] within [_doc] is not allowed");
            var values = field.Value.ValueKind == JsonValueKind.Array ? [.. field.Value.EnumerateArray()] : new[] { field.Value };
            foreach (var value in values)
                if (!Fits(mapped, value))
                    return ("mapper_parsing_exception", $"failed to parse field [{field.Name}] in document");
        }

        return null;
    }

    /// <summary>Whether a field can be asked for; asking for another one is a mistake that a cluster would answer
    /// with nothing.</summary>
    public void RequireIndexed(string field)
    {
        Strict.True(_fields.TryGetValue(field, out var mapped), $"{field} is not mapped");
        Strict.False(mapped.TryGetProperty("index", out var index) && !index.GetBoolean(), $"{field} is not indexed");
    }

    /// <summary>Whether a field can be sorted by.</summary>
    public void RequireDocValues(string field)
    {
        Strict.True(_fields.TryGetValue(field, out var mapped), $"{field} is not mapped");
        Strict.False(mapped.TryGetProperty("doc_values", out var kept) && !kept.GetBoolean(), $"{field} has no doc values");
    }

    private static bool Fits(JsonElement mapped, JsonElement value) => mapped.GetProperty("type").GetString() switch
    {
        "keyword" => value.ValueKind == JsonValueKind.String && FitsTerm(mapped, value.GetString()!),
        "long" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _),
        "date" => value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out _),
        "binary" => value.ValueKind == JsonValueKind.String && value.TryGetBytesFromBase64(out _),
        var type => throw new InvalidOperationException($"The double knows no {type}."),
    };

    private static bool FitsTerm(JsonElement mapped, string text) =>
        (mapped.TryGetProperty("ignore_above", out var most) && text.Length > most.GetInt32())
        || (mapped.TryGetProperty("index", out var index) && !index.GetBoolean())
        || Encoding.UTF8.GetByteCount(text) <= TermBytesMax;
}
