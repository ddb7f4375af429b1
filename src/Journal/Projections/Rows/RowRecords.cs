namespace Docket.Journal.Projections.Rows;

/// <summary>Walks over rows in the form that <see cref="RowBatch.Records"/> has.</summary>
/// <param name="records">Whole records, one after the other.</param>
public ref struct RowRecords(ReadOnlySpan<byte> records)
{
    private readonly int _length = records.Length;
    private RowReader _reader = new(records);

    /// <summary>The current record's key.</summary>
    public ReadOnlySpan<byte> Key { get; private set; }

    /// <summary>The current record's row; empty where it is removed.</summary>
    public ReadOnlySpan<byte> Row { get; private set; }

    /// <summary>Whether the current record says that there is no such row any more.</summary>
    public bool IsRemoved { get; private set; }

    /// <summary>Where the current record begins.</summary>
    public int Offset { get; private set; }

    /// <summary>Its length with everything.</summary>
    public readonly int Length => _length - _reader.Rest.Length - Offset;

    /// <summary>Goes to the next record; false behind the last one.</summary>
    /// <exception cref="InvalidDataException">The bytes are not whole records.</exception>
    public bool MoveNext()
    {
        if (_reader.Rest.IsEmpty) return false;
        Offset = _length - _reader.Rest.Length;
        var keyLength = _reader.ReadUnsigned();
        var rowLength = _reader.ReadUnsigned();
        Key = _reader.ReadBytes(keyLength);
        IsRemoved = rowLength == 0;
        Row = IsRemoved ? default : _reader.ReadBytes(rowLength - 1);
        return true;
    }
}
