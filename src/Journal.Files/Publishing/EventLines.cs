using System.Buffers;
using System.Text;
using System.Text.Json;
using Docket.Journal.Outbox;

namespace Docket.Journal.Files.Publishing;

/// <summary>The form of published lines.</summary>
internal static class EventLines
{
    private const byte Feed = (byte)'\n';

    // Published payloads are taken as they are; keys and types are ids. Nothing here goes into HTML.
    private static readonly JsonWriterOptions Plain = new()
    {
        SkipValidation = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonEncodedText Position = JsonEncodedText.Encode("position");
    private static readonly JsonEncodedText Epoch = JsonEncodedText.Encode("epoch");
    private static readonly JsonEncodedText Id = JsonEncodedText.Encode("id");
    private static readonly JsonEncodedText Key = JsonEncodedText.Encode("key");
    private static readonly JsonEncodedText Type = JsonEncodedText.Encode("type");
    private static readonly JsonEncodedText Event = JsonEncodedText.Encode("event");
    private static readonly JsonEncodedText Watermark = JsonEncodedText.Encode("watermark");

    /// <summary>A line an event, and one for the watermark where there is one.</summary>
    public static void Write(ArrayBufferWriter<byte> lines, PublishBatch batch)
    {
        using var json = new Utf8JsonWriter(lines, Plain);
        foreach (var outgoing in batch.Events)
        {
            WriteEvent(json, batch.Epoch, outgoing);
            End(json, lines);
        }

        if (batch.Watermark is not { } watermark) return;
        json.WriteStartObject();
        json.WriteNumber(Watermark, watermark.Value);
        json.WriteNumber(Epoch, batch.Epoch);
        json.WriteEndObject();
        End(json, lines);
    }

    private static void WriteEvent(Utf8JsonWriter json, long epoch, OutgoingEvent outgoing)
    {
        json.WriteStartObject();
        json.WriteNumber(Position, outgoing.Position.Value);
        json.WriteNumber(Epoch, epoch);
        json.WriteString(Id, outgoing.Id);
        json.WriteString(Key, outgoing.AggregateId);
        json.WriteString(Type, outgoing.Type);
        json.WritePropertyName(Event);
        json.WriteRawValue(OneLine(outgoing.Payload).Span, skipInputValidation: true);
        json.WriteEndObject();
    }

    private static void End(Utf8JsonWriter json, ArrayBufferWriter<byte> lines)
    {
        json.Flush();
        json.Reset();
        lines.Write([Feed]);
    }

    /// <summary>A payload that was written over several lines is put into one; strings hold no raw line feeds.</summary>
    private static ReadOnlyMemory<byte> OneLine(ReadOnlyMemory<byte> payload)
    {
        if (!payload.Span.Contains(Feed)) return payload;
        using var document = JsonDocument.Parse(payload);
        using var buffer = new MemoryStream(payload.Length);
        using (var json = new Utf8JsonWriter(buffer, Plain)) document.WriteTo(json);
        return buffer.ToArray();
    }
}
