using System.Text;
using Docket.Journal.Files.Format;
using Docket.Journal.Serialization;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Reading;

/// <summary>
/// Makes events out of checked record bodies. Payload and metadata stay slices of the bytes until they are asked for.
/// </summary>
internal sealed class EventDecoder(EventCodec codec)
{
    private readonly NameTable _names = new();

    public EventCodec Codec => codec;

    /// <summary>The event, or null where the filter does not want it; that costs no allocation.</summary>
    public RecordedEvent? Decode(in EventBody recorded, ReadOnlyMemory<byte> body, EventFilter filter)
    {
        var type = _names.Get(recorded.Type);
        if (!filter.Wants(type)) return null;
        var (metadataAt, metadataLength) = (recorded.MetadataAt, recorded.MetadataLength);
        return new RecordedEvent(codec, new StoredEvent
        {
            Stream = StreamName.FromStored(_names.Get(recorded.Category), Encoding.ASCII.GetString(recorded.Id)),
            Version = recorded.Version,
            Position = recorded.Position,
            Type = type,
            RecordedAt = new DateTimeOffset(recorded.RecordedAtTicks, TimeSpan.Zero),
            Metadata = body.Slice(metadataAt, metadataLength),
            Data = body[(metadataAt + metadataLength)..],
        });
    }
}
