using Docket.Journal.Projections.Rows;

namespace Docket.ReadModels.ClickHouse;

/// <summary>Rows from the engine's own bytes.</summary>
internal static class RowBytes
{
    public static TRow RowOf<TKey, TRow>(this IRowCodec<TKey, TRow> codec, TKey key, byte[] row)
        where TKey : notnull
        where TRow : class
    {
        var reader = new RowReader(row);
        return codec.ReadRow(key, ref reader);
    }
}
