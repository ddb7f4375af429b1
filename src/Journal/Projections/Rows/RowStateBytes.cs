using System.Buffers;
using System.Buffers.Binary;
using Docket.Journal.Store;

namespace Docket.Journal.Projections.Rows;

/// <summary>A generation's state as bytes, for engines that keep it in a row of its own.</summary>
public static class RowStateBytes
{
    private const int HashBytes = 16;

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are no state.</exception>
    public static RowStoreState Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new RowReader(bytes);
        var checkpoint = new Position(reader.ReadSigned());
        var rows = reader.ReadSigned();
        var hash = BinaryPrimitives.ReadUInt128BigEndian(reader.ReadBytes(HashBytes));
        return new RowStoreState(checkpoint, rows, hash, reader.Rest.IsEmpty ? null : reader.Rest.ToArray());
    }

    /// <summary>Writes a state whole: its parking is what is stored, never "unchanged".</summary>
    public static byte[] Write(RowStoreState state)
    {
        var target = new ArrayBufferWriter<byte>();
        var writer = new RowWriter(target);
        writer.WriteSigned(state.Checkpoint.Value);
        writer.WriteSigned(state.Rows);
        var hash = new byte[HashBytes];
        BinaryPrimitives.WriteUInt128BigEndian(hash, state.Hash);
        writer.WriteBytes(hash);
        writer.WriteBytes(state.Parking);
        return target.WrittenSpan.ToArray();
    }
}
