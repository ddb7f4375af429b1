using Microsoft.Win32.SafeHandles;

namespace Docket.Journal.Files.Views;

/// <summary>Looks rows up: the index says where a row may lie, and the file whether it is that one.</summary>
internal static class RowLookup
{
    private const int FirstReadBytes = 1024;

    /// <summary>The newest version of a row, or null where there is none.</summary>
    public static byte[]? Find(SafeFileHandle file, RowIndex index, ReadOnlySpan<byte> key)
    {
        var hash = RowKeys.HashOf(key);
        var probe = 0;
        Span<byte> first = stackalloc byte[FirstReadBytes];
        for (var offset = index.Next(hash, ref probe); offset != 0; offset = index.Next(hash, ref probe))
        {
            var read = first[..RandomAccess.Read(file, first, offset)];
            var lengths = RowKeys.Lengths(read);
            if (!lengths.IsOf(key, read)) continue;
            var row = new byte[lengths.Row];
            if (lengths.Record <= read.Length) read.Slice(lengths.RowStart, lengths.Row).CopyTo(row);
            else ReadWhole(file, row, offset + lengths.RowStart);
            return row;
        }

        return null;
    }

    /// <summary>Where a row's newest version lies and how long its record is; 0 where there is none.</summary>
    public static long FindRecord(SafeFileHandle file, RowIndex index, ReadOnlySpan<byte> key, out int length)
    {
        var hash = RowKeys.HashOf(key);
        var probe = 0;
        Span<byte> first = stackalloc byte[RowKeys.KeyBytesMax + 16];
        for (var offset = index.Next(hash, ref probe); offset != 0; offset = index.Next(hash, ref probe))
        {
            var read = first[..RandomAccess.Read(file, first, offset)];
            var lengths = RowKeys.Lengths(read);
            if (!lengths.IsOf(key, read)) continue;
            length = lengths.Record;
            return offset;
        }

        length = 0;
        return 0;
    }

    private static void ReadWhole(SafeFileHandle file, Span<byte> target, long offset)
    {
        while (!target.IsEmpty)
        {
            var read = RandomAccess.Read(file, target, offset);
            if (read == 0) throw new InvalidDataException("The row file ends before a row does.");
            target = target[read..];
            offset += read;
        }
    }
}
