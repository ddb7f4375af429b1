using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Docket.Application.Tests.PublicEvents;

/// <summary>
/// Holds a document against a JSON Schema (2020-12). It knows the keywords that the contracts use, and throws at any other,
/// so that none is passed over in silence.
/// </summary>
internal sealed class SchemaCheck(JsonObject root)
{
    /// <summary>What is wrong, each with its place; nothing when the document is valid.</summary>
    public IEnumerable<string> Faults(JsonNode? node) => Faults(root, node, "");

    private IEnumerable<string> Faults(JsonObject schema, JsonNode? node, string place) =>
        schema.SelectMany(keyword => Faults(keyword.Key, keyword.Value!, schema, node, place));

    private IEnumerable<string> Faults(string keyword, JsonNode said, JsonObject schema, JsonNode? node, string place) =>
        keyword switch
        {
            "$schema" or "$id" or "$defs" or "title" or "description" => [],
            "$ref" => Faults(Defined(said.GetValue<string>()), node, place),
            "properties" => node is JsonObject has
                ? said.AsObject().Where(one => has.ContainsKey(one.Key))
                    .SelectMany(one => Faults(one.Value!.AsObject(), has[one.Key], $"{place}/{one.Key}"))
                : [],
            "items" => node is JsonArray list
                ? list.SelectMany((item, i) => Faults(said.AsObject(), item, $"{place}/{i}"))
                : [],
            "additionalProperties" when said.GetValueKind() == JsonValueKind.False => node is JsonObject more
                ? more.Where(one => !schema["properties"]!.AsObject().ContainsKey(one.Key))
                    .Select(one => $"{place}/{one.Key} is not in the schema")
                : [],
            _ => Holds(keyword, said, node) ? [] : [$"{place}: {keyword} {said.ToJsonString()} does not hold of {node}"],
        };

    private static bool Holds(string keyword, JsonNode said, JsonNode? node) => keyword switch
    {
        "type" => said.GetValue<string>() == TypeOf(node),
        "const" => JsonNode.DeepEquals(said, node),
        "enum" => said.AsArray().Any(one => JsonNode.DeepEquals(one, node)),
        "required" => node is not JsonObject has || said.AsArray().All(name => has.ContainsKey(name!.GetValue<string>())),
        "pattern" => TypeOf(node) != "string" || Regex.IsMatch(node!.GetValue<string>(), said.GetValue<string>()),
        "format" when said.GetValue<string>() == "date-time" =>
            TypeOf(node) != "string" || DateTimeOffset.TryParse(node!.GetValue<string>(), out _),
        "minimum" => TypeOf(node) != "integer" || node!.GetValue<long>() >= said.GetValue<long>(),
        "maximum" => TypeOf(node) != "integer" || node!.GetValue<long>() <= said.GetValue<long>(),
        "minItems" => node is not JsonArray list || list.Count >= said.GetValue<int>(),
        "maxItems" => node is not JsonArray list || list.Count <= said.GetValue<int>(),
        _ => throw new NotSupportedException($"The keyword {keyword} with {said.ToJsonString()} is not known here."),
    };

    private JsonObject Defined(string reference) => reference.Split('/') is ["#", "$defs", var name]
        ? root["$defs"]![name]!.AsObject()
        : throw new NotSupportedException($"{reference} is not within the schema.");

    private static string TypeOf(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number when node.AsValue().TryGetValue<long>(out _) => "integer",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "null",
    };
}
