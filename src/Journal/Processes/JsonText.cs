using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Docket.Journal.Processes;

/// <summary>
/// A JSON value as text: what a process hands from step to step and does not look into. Compares as written.
/// </summary>
[JsonConverter(typeof(JsonTextConverter))]
public readonly record struct JsonText
{
    private readonly string? _text;

    /// <summary>Takes text that is known to be one JSON value.</summary>
    public JsonText(string text) => _text = text;

    /// <summary>The JSON; <c>null</c> where nothing was given.</summary>
    public string Text => _text ?? "null";

    /// <summary>Writes a value down.</summary>
    public static JsonText Of<T>(T value, JsonTypeInfo<T> jsonType) => new(JsonSerializer.Serialize(value, jsonType));

    /// <summary>Reads what was written down.</summary>
    /// <exception cref="JsonException">It is something else, or nothing.</exception>
    public T Read<T>(JsonTypeInfo<T> jsonType)
        where T : class =>
        JsonSerializer.Deserialize(Text, jsonType) ?? throw new JsonException($"A {typeof(T).Name} is expected here.");

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>
/// Writes the value as it is, so that it can be read in the journal; public because generated JSON names it.
/// </summary>
public sealed class JsonTextConverter : JsonConverter<JsonText>
{
    /// <inheritdoc/>
    public override JsonText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var value = JsonDocument.ParseValue(ref reader);
        return new JsonText(value.RootElement.GetRawText());
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, JsonText value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Text);
}
