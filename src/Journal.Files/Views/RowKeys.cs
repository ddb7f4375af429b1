using Docket.Journal.Projections.Rows;

namespace Docket.Journal.Files.Views;

/// <summary>What a stored record says of itself at its beginning.</summary>
internal static class RowKeys
{
    /// <summary>The longest key that a row may have.</summary>
    public const int KeyBytesMax = 256;

    public static uint HashOf(ReadOnlySpan<byte> key) => (uint)RowHash.Of(key, 0);

    /// <summary>The lengths in a record's first bytes.</summary>
    public static RowLengths Lengths(ReadOnlySpan<byte> record)
    {
        var reader = new RowReader(record);
        var (key, row) = ((int)reader.ReadUnsigned(), (int)reader.ReadUnsigned() - 1);
        return new RowLengths(record.Length - reader.Rest.Length, key, row);
    }
}

/// <summary>How a record is divided.</summary>
/// <param name="KeyStart">Where the key begins.</param>
/// <param name="Key">The key's bytes.</param>
/// <param name="Row">The row's bytes.</param>
internal readonly record struct RowLengths(int KeyStart, int Key, int Row)
{
    public int RowStart => KeyStart + Key;

    public int Record => RowStart + Row;

    public bool IsOf(ReadOnlySpan<byte> key, ReadOnlySpan<byte> record) =>
        Key == key.Length && record.Length >= RowStart && record.Slice(KeyStart, Key).SequenceEqual(key);
}
