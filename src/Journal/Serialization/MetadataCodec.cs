using System.Buffers.Binary;
using System.Text;
using Docket.Journal.Store;

namespace Docket.Journal.Serialization;

/// <summary>Event metadata as few bytes: 24 for the id and the time, then texts, each with its length before it.</summary>
/// <remarks>
/// Layout: event id (16 bytes, RFC 9562 order), occurred_at (8, UTC ticks of 100 ns since 0001, little endian), then
/// correlation, causation, actor and traceparent, each one length byte and that many bytes of UTF-8; 255 means absent. The
/// saga's id follows in the same form where there is one; older metadata ends before it.
/// </remarks>
public static class MetadataCodec
{
    private const int FixedBytes = 24;
    private const int TextBytesMax = 254;
    private const byte Absent = 255;

    /// <summary>Encodes; texts over 254 bytes are an error.</summary>
    /// <exception cref="ArgumentException">A text is too long.</exception>
    public static byte[] Write(EventMetadata metadata)
    {
        var bytes = new byte[FixedBytes + SizeOf(metadata.CorrelationId) + SizeOf(metadata.CausationId)
            + SizeOf(metadata.Actor) + SizeOf(metadata.TraceParent)
            + (metadata.SagaId is null ? 0 : SizeOf(metadata.SagaId))];
        metadata.EventId.TryWriteBytes(bytes, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), metadata.OccurredAt.UtcTicks);
        var rest = bytes.AsSpan(FixedBytes);
        rest = WriteText(rest, metadata.CorrelationId);
        rest = WriteText(rest, metadata.CausationId);
        rest = WriteText(rest, metadata.Actor);
        rest = WriteText(rest, metadata.TraceParent);
        if (metadata.SagaId is not null) WriteText(rest, metadata.SagaId);
        return bytes;
    }

    /// <summary>Decodes what <see cref="Write"/> made.</summary>
    public static EventMetadata Read(ReadOnlySpan<byte> bytes)
    {
        var rest = bytes[FixedBytes..];
        return new EventMetadata
        {
            EventId = new Guid(bytes[..16], bigEndian: true),
            OccurredAt = OccurredAt(bytes),
            CorrelationId = ReadText(ref rest),
            CausationId = ReadText(ref rest),
            Actor = ReadText(ref rest),
            TraceParent = ReadText(ref rest),
            SagaId = rest.IsEmpty ? null : ReadText(ref rest),
        };
    }

    /// <summary>Only the business time, without decoding the rest.</summary>
    public static DateTimeOffset OccurredAt(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]), TimeSpan.Zero);

    private static int SizeOf(string? text) => 1 + (text is null ? 0 : Encoding.UTF8.GetByteCount(text));

    private static Span<byte> WriteText(Span<byte> target, string? text)
    {
        if (text is null)
        {
            target[0] = Absent;
            return target[1..];
        }

        var length = Encoding.UTF8.GetBytes(text, target[1..]);
        if (length > TextBytesMax) throw new ArgumentException($"Metadata text is longer than {TextBytesMax} bytes: {text[..40]}…");
        target[0] = (byte)length;
        return target[(1 + length)..];
    }

    private static string? ReadText(ref ReadOnlySpan<byte> rest)
    {
        var length = rest[0];
        if (length == Absent)
        {
            rest = rest[1..];
            return null;
        }

        var text = Encoding.UTF8.GetString(rest.Slice(1, length));
        rest = rest[(1 + length)..];
        return text;
    }
}
