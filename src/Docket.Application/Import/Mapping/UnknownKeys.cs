using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Docket.Application.Import.Mapping;

/// <summary>Finds keys that nothing reads, because a misspelt key would be a silently ignored wish.</summary>
internal static class UnknownKeys
{
    public static void Check(ReadOnlySpan<byte> json, JsonTypeInfo root, string origin)
    {
        using var document = JsonDocument.Parse(json.ToArray(), new JsonDocumentOptions
        {
            CommentHandling = root.Options.ReadCommentHandling,
            AllowTrailingCommas = root.Options.AllowTrailingCommas,
        });
        Check(document.RootElement, root, origin, "");
    }

    private static void Check(JsonElement element, JsonTypeInfo type, string origin, string path)
    {
        if (element.ValueKind == JsonValueKind.Object && type.Kind == JsonTypeInfoKind.Object)
        {
            foreach (var property in element.EnumerateObject())
            {
                var known = type.Properties.FirstOrDefault(candidate => candidate.Name == property.Name)
                    ?? throw new ImportException(
                        $"Mapping {origin} has an unknown key '{path}{property.Name}'. Known here: "
                        + $"{string.Join(", ", type.Properties.Select(candidate => candidate.Name))}.");
                Check(property.Value, type.Options.GetTypeInfo(known.PropertyType), origin, $"{path}{property.Name}.");
            }
        }
        else if (element.ValueKind == JsonValueKind.Array && type.ElementType is { } elementType)
        {
            foreach (var item in element.EnumerateArray())
                Check(item, type.Options.GetTypeInfo(elementType), origin, path);
        }
    }
}
