using System.Buffers;
using System.Buffers.Binary;
using Docket.Journal.Files.Format;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Views;

/// <summary>
/// One batch as it lies in a row file: payload length (4), CRC-32C of the payload (4), payload. The payload is the view's
/// state after the batch, then the changed rows as <see cref="RowBatch"/> has them.
/// </summary>
internal static class RowFrame
{
    public const int HeadBytes = 8;

    /// <summary>Writes everything before the records, whose length and checksum go into the head.</summary>
    public static ReadOnlyMemory<byte> Begin(RowBatch batch)
    {
        var target = new ArrayBufferWriter<byte>(64);
        target.Advance(target.GetSpan(HeadBytes)[..HeadBytes].Length);
        WriteState(batch.State, target);
        var bytes = target.WrittenSpan.ToArray();
        var crc = Checksum.Of(batch.Records.Span, Checksum.Of(bytes.AsSpan(HeadBytes)));
        BinaryPrimitives.WriteInt32LittleEndian(bytes, bytes.Length - HeadBytes + batch.Records.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), crc);
        return bytes;
    }

    /// <summary>Writes a state; its parking is absent when null.</summary>
    public static void WriteState(RowStoreState state, ArrayBufferWriter<byte> target)
    {
        var writer = new RowWriter(target);
        writer.WriteSigned(state.Checkpoint.Value);
        writer.WriteSigned(state.Rows);
        BinaryPrimitives.WriteUInt128LittleEndian(target.GetSpan(16), state.Hash);
        target.Advance(16);
        writer.WriteUnsigned(state.Parking is { } parking ? (ulong)parking.Length + 1 : 0);
        writer.WriteBytes(state.Parking);
    }

    /// <summary>Reads a state and leaves the reader behind it.</summary>
    public static RowStoreState ReadState(ref RowReader reader)
    {
        var checkpoint = new Position(reader.ReadSigned());
        var rows = reader.ReadSigned();
        var hash = BinaryPrimitives.ReadUInt128LittleEndian(reader.ReadBytes(16));
        var parking = reader.ReadUnsigned();
        return new RowStoreState(checkpoint, rows, hash, parking == 0 ? null : reader.ReadBytes(parking - 1).ToArray());
    }
}
