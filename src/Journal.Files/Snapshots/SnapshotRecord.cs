using System.Buffers.Binary;
using System.Text;
using Docket.Journal.Files.Format;
using Docket.Journal.Snapshots;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Snapshots;

/// <summary>
/// One snapshot in the log, framed like a journal record: two name lengths, schema version, version; names; state.
/// </summary>
internal static class SnapshotRecord
{
    private const int FixedBytes = 16;

    public static byte[] Encode(Snapshot snapshot)
    {
        var (category, id) = (snapshot.Stream.Category, snapshot.Stream.Id);
        var frame =
            new byte[RecordFrame.HeaderBytes + FixedBytes + category.Length + id.Length + snapshot.State.Length];
        var body = frame.AsSpan(RecordFrame.HeaderBytes);
        body[0] = (byte)Encoding.ASCII.GetBytes(category, body[FixedBytes..]);
        body[1] = (byte)Encoding.ASCII.GetBytes(id, body[(FixedBytes + category.Length)..]);
        BinaryPrimitives.WriteInt32LittleEndian(body[4..], snapshot.SchemaVersion);
        BinaryPrimitives.WriteInt64LittleEndian(body[8..], snapshot.Version.Value);
        snapshot.State.Span.CopyTo(body[(FixedBytes + category.Length + id.Length)..]);
        RecordFrame.Seal(frame);
        return frame;
    }

    /// <summary>The snapshot, or null where the frame is not whole.</summary>
    public static Snapshot? TryDecode(ReadOnlyMemory<byte> frame)
    {
        var span = frame.Span;
        if (span.Length < RecordFrame.HeaderBytes + FixedBytes
            || RecordFrame.BodyLength(span) != span.Length - RecordFrame.HeaderBytes
            || !RecordFrame.IsIntact(span))
            return null;
        var body = frame[RecordFrame.HeaderBytes..];
        var fixedPart = body.Span;
        var names = fixedPart[FixedBytes..];
        var (category, id) = (fixedPart[0], fixedPart[1]);
        if (category + id > names.Length) return null;
        return new Snapshot(
            StreamName.FromStored(
                Encoding.ASCII.GetString(names[..category]), Encoding.ASCII.GetString(names.Slice(category, id))),
            new StreamVersion(BinaryPrimitives.ReadInt64LittleEndian(fixedPart[8..])),
            BinaryPrimitives.ReadInt32LittleEndian(fixedPart[4..]),
            body[(FixedBytes + category + id)..]);
    }
}
