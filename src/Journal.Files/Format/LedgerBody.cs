using System.Buffers.Binary;
using System.Text;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Format;

/// <summary>
/// A ledger record's body: kind, two name lengths, key length, version, position, store time, fingerprint; then
/// category, id and key.
/// </summary>
internal static class LedgerBody
{
    private const int FixedBytes = 48;

    public static int BytesMax(LedgerEntry entry) =>
        FixedBytes + entry.Stream.Category.Length + entry.Stream.Id.Length
            + Encoding.UTF8.GetMaxByteCount(entry.Command.Key.Length);

    public static int Write(Span<byte> target, LedgerEntry entry, long recordedAtTicks)
    {
        target[..FixedBytes].Clear();
        target[0] = (byte)RecordKind.Ledger;
        BinaryPrimitives.WriteInt64LittleEndian(target[8..], entry.Version.Value);
        BinaryPrimitives.WriteInt64LittleEndian(target[16..], entry.Position.Value);
        BinaryPrimitives.WriteInt64LittleEndian(target[24..], recordedAtTicks);
        BinaryPrimitives.WriteUInt128LittleEndian(target[32..], entry.Command.Fingerprint);
        var at = FixedBytes;
        target[1] = (byte)Encoding.UTF8.GetBytes(entry.Stream.Category, target[at..]);
        at += target[1];
        target[2] = (byte)Encoding.UTF8.GetBytes(entry.Stream.Id, target[at..]);
        at += target[2];
        var key = Encoding.UTF8.GetBytes(entry.Command.Key, target[at..]);
        BinaryPrimitives.WriteUInt16LittleEndian(target[4..], (ushort)key);
        return at + key;
    }

    /// <summary>
    /// Reads a body whose checksum was right; null where it is no ledger entry, or its lengths do not add up.
    /// </summary>
    public static LedgerEntry? TryRead(ReadOnlySpan<byte> body)
    {
        if (body.Length < FixedBytes || body[0] != (byte)RecordKind.Ledger) return null;
        var (category, id, key) = (body[1], body[2], BinaryPrimitives.ReadUInt16LittleEndian(body[4..]));
        if (FixedBytes + category + id + key != body.Length) return null;
        var names = body[FixedBytes..];
        return new LedgerEntry(
            new CommandKey(
                Encoding.UTF8.GetString(names[(category + id)..]), BinaryPrimitives.ReadUInt128LittleEndian(body[32..])),
            StreamName.FromStored(
                Encoding.UTF8.GetString(names[..category]), Encoding.UTF8.GetString(names.Slice(category, id))),
            new StreamVersion(BinaryPrimitives.ReadInt64LittleEndian(body[8..])),
            new Position(BinaryPrimitives.ReadInt64LittleEndian(body[16..])));
    }

    /// <summary>The key's hash, of a body whose lengths are known to add up.</summary>
    public static ulong KeyHash(ReadOnlySpan<byte> body) => StableHash.Of(body[(FixedBytes + body[1] + body[2])..]);
}
