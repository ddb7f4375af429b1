using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Docket.Journal.Files.Format;
using Docket.Journal.Projections.Rows;

namespace Docket.Journal.Files.Views;

/// <summary>A row file's index as it was at some end of it: what comes after that is read from the file.</summary>
/// <remarks>Only ever a short cut: a missing or damaged hint costs a longer start and nothing else.</remarks>
internal sealed record RowHint(long End, long LiveBytes, RowStoreState State, RowIndex Index)
{
    private static ReadOnlySpan<byte> Magic => "DKTHINT1"u8;

    public static string PathOf(string rowFile) => rowFile + ".hint";

    public static void Write(string rowFile, RowHint hint)
    {
        var head = new ArrayBufferWriter<byte>(256);
        var writer = new RowWriter(head);
        writer.WriteSigned(hint.End);
        writer.WriteSigned(hint.LiveBytes);
        RowFrame.WriteState(hint.State, head);
        writer.WriteSigned(hint.Index.Count);
        writer.WriteSigned(hint.Index.Hashes.Length);
        var hashes = MemoryMarshal.AsBytes(hint.Index.Hashes);
        var offsets = MemoryMarshal.AsBytes(hint.Index.Offsets);
        var start = new byte[Magic.Length + 8];
        Magic.CopyTo(start);
        BinaryPrimitives.WriteInt32LittleEndian(start.AsSpan(8), head.WrittenCount);
        BinaryPrimitives.WriteUInt32LittleEndian(
            start.AsSpan(12), Checksum.Of(offsets, Checksum.Of(hashes, Checksum.Of(head.WrittenSpan))));

        var path = PathOf(rowFile);
        using (var file = File.Create(path + ".new"))
        {
            file.Write(start);
            file.Write(head.WrittenSpan);
            file.Write(hashes);
            file.Write(offsets);
        }

        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>The hint of a row file, or null where there is none that is whole.</summary>
    public static RowHint? TryRead(string rowFile)
    {
        try
        {
            using var file = File.OpenRead(PathOf(rowFile));
            return Read(file);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static RowHint Read(FileStream file)
    {
        Span<byte> start = stackalloc byte[Magic.Length + 8];
        file.ReadExactly(start);
        var headLength = BinaryPrimitives.ReadInt32LittleEndian(start[8..]);
        if (!start.StartsWith(Magic) || headLength < 0 || headLength > file.Length) throw new InvalidDataException("Not a hint.");
        var head = new byte[headLength];
        file.ReadExactly(head);
        var reader = new RowReader(head);
        var (end, liveBytes, state) = (reader.ReadSigned(), reader.ReadSigned(), RowFrame.ReadState(ref reader));
        var (count, slots) = (reader.ReadInt32(), reader.ReadInt32());
        if (slots < 0 || slots * 12L != file.Length - file.Position) throw new InvalidDataException("A hint of another length.");
        var (hashes, offsets) = (new uint[slots], new long[slots]);
        file.ReadExactly(MemoryMarshal.AsBytes(hashes.AsSpan()));
        file.ReadExactly(MemoryMarshal.AsBytes(offsets.AsSpan()));
        var crc = Checksum.Of(
            MemoryMarshal.AsBytes(offsets.AsSpan()), Checksum.Of(MemoryMarshal.AsBytes(hashes.AsSpan()), Checksum.Of(head)));
        if (crc != BinaryPrimitives.ReadUInt32LittleEndian(start[12..])) throw new InvalidDataException("A damaged hint.");
        return new RowHint(end, liveBytes, state, new RowIndex(hashes, offsets, count));
    }
}
