using Docket.Journal.ClickHouse.Talking;

namespace Docket.Journal.ClickHouse.Facts;

/// <summary>Takes facts in, column by column, and adds up what was taken in: numbers, and lengths of texts.</summary>
public sealed class FactWriter
{
    private readonly BinaryRows _rows = new();
    private readonly long[] _sums;
    private int _column;

    internal FactWriter(int columns) => _sums = new long[columns];

    /// <summary>Facts taken in.</summary>
    public int Count { get; private set; }

    internal ReadOnlyMemory<byte> Bytes => _rows.Bytes;

    internal IReadOnlyList<long> Sums => _sums;

    /// <summary>The next column, <c>Int64</c> or <c>UInt64</c>.</summary>
    public FactWriter Number(long value)
    {
        _rows.Number(value);
        return Add(value);
    }

    /// <summary>The next column, <c>Int32</c>.</summary>
    public FactWriter Small(int value)
    {
        _rows.Number(value);
        return Add(value);
    }

    /// <summary>The next column, <c>String</c>.</summary>
    public FactWriter Text(string value) => Add(_rows.Text(value));

    internal void Clear()
    {
        _rows.Clear();
        Array.Clear(_sums);
        (Count, _column) = (0, 0);
    }

    internal void ForgetBytes() => _rows.Clear();

    private FactWriter Add(long value)
    {
        // As the server adds up: past the end it goes round, and so equal facts still make equal sums.
        _sums[_column] = unchecked(_sums[_column] + value);
        _column = (_column + 1) % _sums.Length;
        if (_column == 0) Count++;
        return this;
    }
}
