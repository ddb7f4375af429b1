using System.Buffers;

namespace Docket.Journal.Projections.Rows;

/// <summary>Keys and rows to and from their bytes, for whoever asks a view's storage by itself.</summary>
public static class RowBytes
{
    /// <summary>A key as it is stored.</summary>
    public static byte[] KeyOf<TKey, TRow>(this IRowCodec<TKey, TRow> codec, TKey key)
        where TKey : notnull
        where TRow : class
    {
        var bytes = new ArrayBufferWriter<byte>(64);
        codec.WriteKey(key, new RowWriter(bytes));
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>A row from the bytes it is stored as.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a row.</exception>
    public static TRow RowOf<TKey, TRow>(this IRowCodec<TKey, TRow> codec, TKey key, ReadOnlySpan<byte> row)
        where TKey : notnull
        where TRow : class
    {
        var reader = new RowReader(row);
        return codec.ReadRow(key, ref reader);
    }
}
