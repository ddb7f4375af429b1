using System.Globalization;
using Docket.Journal.ClickHouse.Talking;
using Docket.Kernel;

namespace Docket.Journal.ClickHouse.Facts;

/// <summary>Takes facts in, column by column.</summary>
public sealed class FactWriter
{
    private readonly BinaryRows _rows = new();
    private readonly int _columns;
    private readonly List<string> _fields = [];
    private int _column;

    internal FactWriter(int columns) => _columns = columns;

    /// <summary>Facts taken in.</summary>
    public int Count { get; private set; }

    internal ReadOnlyMemory<byte> Bytes => _rows.Bytes;

    /// <summary>Sees each fact as text, field by field; null for nobody, which costs nothing.</summary>
    internal Action<ValueList<string>>? Seen { get; init; }

    /// <summary>The next column, <c>Int64</c> or <c>UInt64</c>.</summary>
    public FactWriter Number(long value)
    {
        _rows.Number(value);
        if (Seen is not null) _fields.Add(value.ToString(CultureInfo.InvariantCulture));
        return Add();
    }

    /// <summary>The next column, <c>Int32</c>.</summary>
    public FactWriter Small(int value)
    {
        _rows.Number(value);
        if (Seen is not null) _fields.Add(value.ToString(CultureInfo.InvariantCulture));
        return Add();
    }

    /// <summary>The next column, <c>String</c>.</summary>
    public FactWriter Text(string value)
    {
        _rows.Text(value);
        if (Seen is not null) _fields.Add(value);
        return Add();
    }

    internal void Clear()
    {
        _rows.Clear();
        (Count, _column) = (0, 0);
    }

    private FactWriter Add()
    {
        if (++_column < _columns) return this;
        (_column, Count) = (0, Count + 1);
        Seen?.Invoke(_fields.ToValueList());
        _fields.Clear();
        return this;
    }
}
