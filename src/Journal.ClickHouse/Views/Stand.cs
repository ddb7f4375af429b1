using System.Buffers;
using System.Buffers.Binary;
using Docket.Journal.ClickHouse.Talking;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Store;

namespace Docket.Journal.ClickHouse.Views;

/// <summary>
/// How far a generation is: the row with the empty key, written in the same part as the rows that it speaks of.
/// </summary>
internal readonly record struct Stand(RowStoreState State, long Batch)
{
    /// <summary>Reads a generation's newest; null where there is none.</summary>
    public static Stand? Find(AnswerReader answer) =>
        answer.MoveNext() ? new Stand(Read(answer.Bytes()), answer.Number()) : null;

    public static RowStoreState Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new RowReader(bytes);
        var checkpoint = new Position(reader.ReadSigned());
        var rows = reader.ReadSigned();
        var hash = BinaryPrimitives.ReadUInt128BigEndian(reader.ReadBytes(16));
        return new RowStoreState(checkpoint, rows, hash, reader.Rest.IsEmpty ? null : reader.Rest.ToArray());
    }

    public static byte[] Write(RowStoreState state)
    {
        var target = new ArrayBufferWriter<byte>();
        var writer = new RowWriter(target);
        writer.WriteSigned(state.Checkpoint.Value);
        writer.WriteSigned(state.Rows);
        var hash = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(hash, state.Hash);
        writer.WriteBytes(hash);
        writer.WriteBytes(state.Parking);
        return target.WrittenSpan.ToArray();
    }
}
