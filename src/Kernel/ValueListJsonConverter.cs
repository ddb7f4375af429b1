using System.Text.Json;
using System.Text.Json.Serialization;

namespace Docket.Kernel;

/// <summary>Reads and writes a <see cref="ValueList{T}"/> as a JSON array.</summary>
/// <remarks>
/// Public because generated JSON contexts name it. Such a context must list the element type as well: the generator
/// does not look behind a converter.
/// </remarks>
public sealed class ValueListJsonConverterFactory : JsonConverterFactory
{
    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(ValueList<>);

    /// <inheritdoc/>
    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(
            typeof(ValueListJsonConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;
}

internal sealed class ValueListJsonConverter<T> : JsonConverter<ValueList<T>>
{
    public override ValueList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("An array is expected here.");
        var item = (JsonConverter<T>)options.GetConverter(typeof(T));
        var items = new List<T>(4);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.Null && !item.HandleNull && default(T) is null)
                throw new JsonException("null is not an element of this list.");
            items.Add(item.Read(ref reader, typeof(T), options)!);
        }

        return new ValueList<T>([.. items]);
    }

    public override void Write(Utf8JsonWriter writer, ValueList<T> value, JsonSerializerOptions options)
    {
        var item = (JsonConverter<T>)options.GetConverter(typeof(T));
        writer.WriteStartArray();
        foreach (var element in value) item.Write(writer, element, options);
        writer.WriteEndArray();
    }
}
