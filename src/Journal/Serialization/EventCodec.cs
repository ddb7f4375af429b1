using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using Docket.Journal.Store;

namespace Docket.Journal.Serialization;

/// <summary>Turns facts into stored bytes and back, by explicit, versioned wire names.</summary>
/// <remarks>
/// Built once by <see cref="EventCodecBuilder"/> and then immutable. Decoding a current form is one source-generated
/// JSON read; an older form goes through its upcasters first, which costs a JSON tree.
/// </remarks>
public sealed class EventCodec
{
    private readonly FrozenDictionary<Type, EventForm> _byType;
    private readonly FrozenDictionary<string, EventForm> _byWireName;
    private readonly FrozenDictionary<string, EventUpcast> _upcasts;

    internal EventCodec(IReadOnlyCollection<EventForm> forms, IReadOnlyDictionary<string, EventUpcast> upcasts)
    {
        _byType = forms.ToFrozenDictionary(form => form.ClrType);
        _byWireName = forms.ToFrozenDictionary(form => form.WireName, StringComparer.Ordinal);
        _upcasts = upcasts.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Every wire name this codec reads, today's and older ones.</summary>
    public IEnumerable<string> WireNames => _byWireName.Keys.Concat(_upcasts.Keys);

    /// <summary>A filter for events that decode to one of these types, in whatever version they are stored.</summary>
    /// <exception cref="ArgumentException">A type is not registered.</exception>
    public EventFilter FilterFor(IEnumerable<Type> payloadTypes)
    {
        var names = payloadTypes.Select(type => WireName.NameOf(FormOf(type).WireName)).ToHashSet(StringComparer.Ordinal);
        return EventFilter.OfTypes(WireNames.Where(wire => names.Contains(WireName.NameOf(wire))));
    }

    /// <summary>The wire name that a payload type is written under today.</summary>
    /// <exception cref="ArgumentException">The type is not registered.</exception>
    public string WireNameOf(Type payloadType) => FormOf(payloadType).WireName;

    /// <summary>Encodes one event. Costs the two byte arrays.</summary>
    /// <exception cref="ArgumentException">The payload's type is not registered.</exception>
    public EncodedEvent Encode(NewEvent newEvent)
    {
        var form = FormOf(newEvent.Payload.GetType());
        return new EncodedEvent(
            form.WireName,
            JsonSerializer.SerializeToUtf8Bytes(newEvent.Payload, form.JsonType),
            MetadataCodec.Write(newEvent.Metadata));
    }

    /// <summary>Decodes a payload into today's form.</summary>
    /// <exception cref="EventDecodingException">The wire name is unknown or the JSON does not fit.</exception>
    public object Decode(RecordedEvent recorded) => Decode(recorded.Type, recorded.Data.Span, recorded);

    internal object Decode(string wireName, ReadOnlySpan<byte> data, RecordedEvent? origin)
    {
        try
        {
            return _byWireName.TryGetValue(wireName, out var form)
                ? JsonSerializer.Deserialize(data, form.JsonType) ?? throw new JsonException("The payload is null.")
                : Upcast(wireName, data);
        }
        catch (Exception failure) when (failure is JsonException or FormatException or InvalidOperationException
                                            or ArgumentException or OverflowException or KeyNotFoundException)
        {
            throw origin is null
                ? new EventDecodingException($"{wireName} cannot be decoded: {failure.Message}", failure)
                : new EventDecodingException(origin, failure);
        }
    }

    private object Upcast(string wireName, ReadOnlySpan<byte> data)
    {
        if (!_upcasts.ContainsKey(wireName)) throw new JsonException($"No form is registered for '{wireName}'.");
        var json = JsonNode.Parse(data)!.AsObject();
        while (_upcasts.TryGetValue(wireName, out var upcast))
        {
            json = Apply(upcast, json);
            wireName = upcast.To;
        }

        return json.Deserialize(_byWireName[wireName].JsonType) ?? throw new JsonException("The payload is null.");
    }

    private static JsonObject Apply(EventUpcast upcast, JsonObject json)
    {
        try
        {
            return upcast.Apply(json);
        }
        catch (Exception failure)
        {
            // The upcaster is foreign code over a shape that it may not expect: whatever it throws is this event's fault alone.
            throw new JsonException($"The upcaster to {upcast.To} failed: {failure.Message}", failure);
        }
    }

    private EventForm FormOf(Type type) => _byType.TryGetValue(type, out var form)
        ? form
        : throw new ArgumentException($"{type.Name} has no wire name. Register it in the event codec.", nameof(type));
}
