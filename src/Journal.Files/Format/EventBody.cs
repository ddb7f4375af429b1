using System.Buffers.Binary;
using System.Text;
using Docket.Journal.Serialization;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Format;

/// <summary>
/// An event record's body: kind, three name lengths, metadata length, position, version, store time; then category, id,
/// wire name, metadata and payload. It says everything about itself, so one record can be read without its batch.
/// </summary>
internal readonly ref struct EventBody
{
    private const int FixedBytes = 32;
    private readonly ReadOnlySpan<byte> _body;

    private EventBody(ReadOnlySpan<byte> body) => _body = body;

    public Position Position => new(BinaryPrimitives.ReadInt64LittleEndian(_body[8..]));

    public StreamVersion Version => new(BinaryPrimitives.ReadInt64LittleEndian(_body[16..]));

    public long RecordedAtTicks => BinaryPrimitives.ReadInt64LittleEndian(_body[24..]);

    public ReadOnlySpan<byte> Category => _body.Slice(FixedBytes, _body[1]);

    public ReadOnlySpan<byte> Id => _body.Slice(FixedBytes + _body[1], _body[2]);

    public ReadOnlySpan<byte> Type => _body.Slice(FixedBytes + _body[1] + _body[2], _body[3]);

    public int MetadataAt => FixedBytes + _body[1] + _body[2] + _body[3];

    public int MetadataLength => BinaryPrimitives.ReadUInt16LittleEndian(_body[4..]);

    public ReadOnlySpan<byte> Metadata => _body.Slice(MetadataAt, MetadataLength);

    public ReadOnlySpan<byte> Data => _body[(MetadataAt + MetadataLength)..];

    public ulong StreamHash => StableHash.OfStream(Category, Id);

    /// <summary>
    /// Reads a body whose checksum was right; false where it is no event, or its lengths do not add up.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> body, out EventBody read)
    {
        read = new EventBody(body);
        return body.Length >= FixedBytes && body[0] == (byte)RecordKind.Event
            && read.MetadataAt + read.MetadataLength <= body.Length;
    }

    public bool BelongsTo(StreamName stream) =>
        Ascii.Equals(Id, stream.Id) && Ascii.Equals(Category, stream.Category);

    public static int BytesMax(StreamName stream, in EncodedEvent encoded) =>
        FixedBytes + stream.Category.Length + stream.Id.Length + encoded.Type.Length + encoded.Metadata.Length
            + encoded.Data.Length;

    /// <summary>Writes a body and returns its length.</summary>
    public static int Write(
        Span<byte> target, StreamName stream, StreamVersion version, (Position At, long RecordedAtTicks) place,
        in EncodedEvent encoded)
    {
        var at = FixedBytes;
        target[0] = (byte)RecordKind.Event;
        target[1] = WriteName(target, stream.Category, ref at);
        target[2] = WriteName(target, stream.Id, ref at);
        target[3] = WriteName(target, encoded.Type, ref at);
        BinaryPrimitives.WriteUInt32LittleEndian(target[4..], checked((ushort)encoded.Metadata.Length));
        BinaryPrimitives.WriteInt64LittleEndian(target[8..], place.At.Value);
        BinaryPrimitives.WriteInt64LittleEndian(target[16..], version.Value);
        BinaryPrimitives.WriteInt64LittleEndian(target[24..], place.RecordedAtTicks);
        encoded.Metadata.Span.CopyTo(target[at..]);
        at += encoded.Metadata.Length;
        encoded.Data.Span.CopyTo(target[at..]);
        return at + encoded.Data.Length;
    }

    private static byte WriteName(Span<byte> target, string name, ref int at)
    {
        var length = Encoding.UTF8.GetBytes(name, target[at..]);
        at += length;
        return checked((byte)length);
    }
}
