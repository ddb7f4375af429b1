using System.Buffers.Binary;
using System.Text;
using Confluent.Kafka;
using Docket.Journal.Serialization;
using Docket.Journal.Store;

namespace Docket.Journal.Kafka.Records;

/// <summary>A record of the journal's topic: an event, or a watermark.</summary>
/// <remarks>
/// An event: the key is the stream's name, the value its payload as stored, <c>docket_type</c> its wire name, and
/// <c>docket_event</c> a version byte (1), then little endian <c>complete</c>, position, version and recorded_at (UTC
/// ticks), 8 bytes each, then the metadata as stored. A watermark has neither key nor value, and in
/// <c>docket_watermark</c> a version byte (1) and <c>complete</c>.
/// </remarks>
/// <param name="Complete">Every event of the journal up to here was in the topic, acknowledged, before this record.</param>
/// <param name="Position">The event's position; the start for a watermark.</param>
internal readonly record struct JournalRecord(Position Complete, Position Position)
{
    private const byte Form = 1;
    private const int EventBytes = 33;
    private const int WatermarkBytes = 9;

    public bool IsEvent => Position > Position.Start;

    /// <summary>Up to where a reader has seen everything of the partition, having read this record: a writer leaves no gap.</summary>
    public Position Mark => Position > Complete ? Position : Complete;

    public static Message<byte[], byte[]> Write(RecordedEvent recorded, string stream, Position complete)
    {
        var frame = new byte[EventBytes + recorded.MetadataBytes.Length];
        frame[0] = Form;
        BinaryPrimitives.WriteInt64LittleEndian(frame.AsSpan(1), complete.Value);
        BinaryPrimitives.WriteInt64LittleEndian(frame.AsSpan(9), recorded.Position.Value);
        BinaryPrimitives.WriteInt64LittleEndian(frame.AsSpan(17), recorded.Version.Value);
        BinaryPrimitives.WriteInt64LittleEndian(frame.AsSpan(25), recorded.RecordedAt.UtcTicks);
        recorded.MetadataBytes.Span.CopyTo(frame.AsSpan(EventBytes));
        return new Message<byte[], byte[]>
        {
            Key = Encoding.UTF8.GetBytes(stream),
            Value = recorded.Data.ToArray(),
            Timestamp = new Timestamp(recorded.RecordedAt),
            Headers = [new Header(HeaderNames.Type, Encoding.ASCII.GetBytes(recorded.Type)), new Header(HeaderNames.Event, frame)],
        };
    }

    public static Message<byte[], byte[]> WriteWatermark(Position complete)
    {
        var frame = new byte[WatermarkBytes];
        frame[0] = Form;
        BinaryPrimitives.WriteInt64LittleEndian(frame.AsSpan(1), complete.Value);
        return new Message<byte[], byte[]> { Headers = [new Header(HeaderNames.Watermark, frame)] };
    }

    /// <summary>Reads what either of the two wrote.</summary>
    /// <exception cref="InvalidDataException">It is neither: something else writes to this topic.</exception>
    public static JournalRecord Read(ConsumeResult<byte[], byte[]> record)
    {
        var headers = record.Message.Headers;
        if (headers is not null && headers.TryGetLastBytes(HeaderNames.Event, out var frame)
            && frame.Length >= EventBytes && frame[0] == Form)
            return new JournalRecord(At(frame, 1), At(frame, 9));

        if (headers is not null && headers.TryGetLastBytes(HeaderNames.Watermark, out frame)
            && frame.Length >= WatermarkBytes && frame[0] == Form)
            return new JournalRecord(At(frame, 1), Position.Start);

        throw new InvalidDataException($"{record.TopicPartitionOffset} is not a record of the journal.");
    }

    /// <summary>The wire name of the event in a record.</summary>
    public static string TypeOf(ConsumeResult<byte[], byte[]> record) =>
        Encoding.ASCII.GetString(record.Message.Headers.GetLastBytes(HeaderNames.Type));

    /// <summary>The event in a record.</summary>
    public static RecordedEvent ReadEvent(ConsumeResult<byte[], byte[]> record, string type, EventCodec codec)
    {
        var frame = record.Message.Headers.GetLastBytes(HeaderNames.Event);
        var name = Encoding.UTF8.GetString(record.Message.Key);
        var hyphen = name.IndexOf('-', StringComparison.Ordinal);
        return new RecordedEvent(codec, new StoredEvent
        {
            Stream = StreamName.FromStored(name[..hyphen], name[(hyphen + 1)..]),
            Version = new StreamVersion(At(frame, 17).Value),
            Position = At(frame, 9),
            Type = type,
            RecordedAt = new DateTimeOffset(At(frame, 25).Value, TimeSpan.Zero),
            Data = record.Message.Value,
            Metadata = frame.AsMemory(EventBytes),
        });
    }

    private static Position At(byte[] frame, int offset) => new(BinaryPrimitives.ReadInt64LittleEndian(frame.AsSpan(offset)));
}
