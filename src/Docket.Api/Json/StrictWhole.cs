using System.Text.Json;
using System.Text.Json.Serialization;

namespace Docket.Api.Json;

/// <summary>Reads a whole number; a fraction, text or a number that no 64 bits hold is refused in words.</summary>
internal sealed class StrictWhole : JsonConverter<long>
{
    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var whole)
            ? whole
            : throw new JsonException("must be a whole number, without quotes and decimals");

    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value);
}
