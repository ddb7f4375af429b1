using Docket.Journal.Serialization;

namespace Docket.Journal.Store;

/// <summary>An event as the journal holds it. Payload and metadata are decoded on first use and kept.</summary>
public sealed class RecordedEvent
{
    private readonly EventCodec _codec;
    private readonly ReadOnlyMemory<byte> _metadataBytes;
    private object? _payload;
    private EventMetadata? _metadata;

    /// <summary>Made by stores.</summary>
    /// <param name="codec">Decodes the payload.</param>
    /// <param name="stored">The event's fields as stored.</param>
    public RecordedEvent(EventCodec codec, in StoredEvent stored)
    {
        _codec = codec;
        Stream = stored.Stream;
        Version = stored.Version;
        Position = stored.Position;
        Type = stored.Type;
        RecordedAt = stored.RecordedAt;
        Data = stored.Data;
        _metadataBytes = stored.Metadata;
    }

    /// <summary>The stream it belongs to.</summary>
    public StreamName Stream { get; }

    /// <summary>Its number in the stream, from 1.</summary>
    public StreamVersion Version { get; }

    /// <summary>Its place in the whole journal, from 1.</summary>
    public Position Position { get; }

    /// <summary>The versioned wire name it was stored under, such as <c>order.placed.v1</c>.</summary>
    public string Type { get; }

    /// <summary>Store time, UTC: when the journal took it.</summary>
    public DateTimeOffset RecordedAt { get; }

    /// <summary>The payload as stored, UTF-8 JSON.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>The metadata as stored (<see cref="MetadataCodec"/>); for copying a journal byte by byte.</summary>
    public ReadOnlyMemory<byte> MetadataBytes => _metadataBytes;

    /// <summary>The fact, in today's form: an older stored form is upcast.</summary>
    /// <exception cref="EventDecodingException">The wire name is unknown or the stored JSON does not fit it.</exception>
    public object Payload => _payload ??= _codec.Decode(this);

    /// <summary>Whether <see cref="Payload"/> is at hand.</summary>
    internal bool IsDecoded => _payload is not null;

    /// <summary>Lets the payload go: it is decoded again where it is asked for again.</summary>
    internal void Forget() => _payload = null;

    /// <summary>Who, why and when.</summary>
    public EventMetadata Metadata => _metadata ??= MetadataCodec.Read(_metadataBytes.Span);

    /// <summary>The version in the wire name, from 1.</summary>
    public int SchemaVersion => WireName.VersionOf(Type);

    /// <inheritdoc/>
    public override string ToString() => $"{Type} {Stream}@{Version} #{Position}";
}

/// <summary>The fields of one stored event, as a store reads them.</summary>
public readonly record struct StoredEvent
{
    /// <inheritdoc cref="RecordedEvent.Stream"/>
    public required StreamName Stream { get; init; }

    /// <inheritdoc cref="RecordedEvent.Version"/>
    public required StreamVersion Version { get; init; }

    /// <inheritdoc cref="RecordedEvent.Position"/>
    public required Position Position { get; init; }

    /// <inheritdoc cref="RecordedEvent.Type"/>
    public required string Type { get; init; }

    /// <inheritdoc cref="RecordedEvent.RecordedAt"/>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <inheritdoc cref="RecordedEvent.Data"/>
    public required ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>As <see cref="MetadataCodec"/> wrote it.</summary>
    public required ReadOnlyMemory<byte> Metadata { get; init; }
}
