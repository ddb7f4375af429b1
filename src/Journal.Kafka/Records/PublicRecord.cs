using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Docket.Journal.Outbox;
using Docket.Journal.Store;

namespace Docket.Journal.Kafka.Records;

/// <summary>A public event as a record: CloudEvents 1.0 in binary mode, its payload as the value and all else as headers.</summary>
internal sealed class PublicRecord(string source)
{
    private static readonly byte[] SpecVersion = "1.0"u8.ToArray();
    private static readonly byte[] Json = "application/json"u8.ToArray();
    private readonly byte[] _source = Encoding.UTF8.GetBytes(source);

    public Message<byte[], byte[]> Write(OutgoingEvent outgoing)
    {
        var key = Encoding.UTF8.GetBytes(outgoing.AggregateId);
        Headers headers =
        [
            new Header("ce_specversion", SpecVersion),
            new Header("ce_id", Encoding.ASCII.GetBytes(outgoing.Id.ToString("D"))),
            new Header("ce_type", Encoding.UTF8.GetBytes(outgoing.Type)),
            new Header("ce_source", _source),
            new Header("ce_subject", key),
            new Header("content-type", Json),
            new Header(HeaderNames.Position, Number(outgoing.Position.Value)),
        ];
        // Another kind of id says no time, and CloudEvents do not ask for one.
        if (outgoing.Id.Version == 7) headers.Add("ce_time", Encoding.ASCII.GetBytes(TimeOf(outgoing.Id)));
        return new Message<byte[], byte[]> { Key = key, Value = outgoing.Payload.ToArray(), Headers = headers };
    }

    /// <summary>Says that everything of a partition up to here has been published. It has no <c>ce_id</c> and no value.</summary>
    public static Message<byte[], byte[]> WriteWatermark(Position through) =>
        new() { Headers = [new Header(HeaderNames.Watermark, Number(through.Value))] };

    /// <summary>The instant in a UUIDv7: the writer's, to the millisecond.</summary>
    private static string TimeOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var milliseconds = (long)(BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 16);
        return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }

    private static byte[] Number(long number) => Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture));
}
