using System.Buffers;
using System.Text.Json;

namespace Docket.Journal.Elasticsearch.Talking;

/// <summary>Writes a request's body.</summary>
public static class JsonBody
{
    /// <summary>The bytes of one JSON object.</summary>
    public static ReadOnlyMemory<byte> Of(Action<Utf8JsonWriter> fields)
    {
        var target = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(target))
        {
            writer.WriteStartObject();
            fields(writer);
            writer.WriteEndObject();
        }

        return target.WrittenMemory;
    }

    /// <summary>Writes an object as a field.</summary>
    public static void Nest(this Utf8JsonWriter writer, string name, Action<Utf8JsonWriter> fields)
    {
        writer.WriteStartObject(name);
        fields(writer);
        writer.WriteEndObject();
    }
}
