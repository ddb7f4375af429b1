namespace Docket.Journal.Projections.Rows;

/// <summary>Turns a view's keys and rows into bytes and back. Raise the projection's schema version when the bytes change.</summary>
/// <remarks>Equal rows must make equal bytes: views are compared by them.</remarks>
public interface IRowCodec<TKey, TRow>
    where TKey : notnull
    where TRow : class
{
    /// <summary>Writes a key; different keys make different bytes.</summary>
    void WriteKey(TKey key, RowWriter writer);

    /// <summary>Reads what <see cref="WriteKey"/> wrote.</summary>
    TKey ReadKey(ref RowReader reader);

    /// <summary>Writes a row. What the key says need not be repeated.</summary>
    void WriteRow(TKey key, TRow row, RowWriter writer);

    /// <summary>Reads what <see cref="WriteRow"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a row.</exception>
    TRow ReadRow(TKey key, ref RowReader reader);
}
