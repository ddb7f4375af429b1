using System.Buffers;

namespace Docket.Journal.Projections.Rows;

/// <summary>What one page of events does to a view: changed rows and how far it has read then, written together or not at all.</summary>
/// <remarks>
/// Rows are gathered in the form they are stored in: key length, row length + 1 (0 for a removed row), key, row.
/// A batch holds a key once at most, and may be cleared and used again.
/// </remarks>
public sealed class RowBatch
{
    private readonly ArrayBufferWriter<byte> _records = new(4096);
    private readonly List<ChangedRow> _rows = [];

    /// <summary>Where the view stands when the batch is in. Its <see cref="RowStoreState.Parking"/> is null where that did not change.</summary>
    public RowStoreState State { get; set; }

    /// <summary>Whether the caller waits until it is written. Where more pages follow at once it need not: the store may
    /// write it while the next one is made.</summary>
    public bool IsAwaited { get; set; } = true;

    /// <summary>The changed rows as they are stored.</summary>
    public ReadOnlyMemory<byte> Records => _records.WrittenMemory;

    /// <summary>The same rows as objects, in the same order, where the store wants them; else none.</summary>
    public IReadOnlyList<ChangedRow> Rows => _rows;

    /// <summary>Says what the record that was added last is as objects.</summary>
    public void Describe(ChangedRow row) => _rows.Add(row);

    /// <summary>Sets a row.</summary>
    public void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> row) => Write(key, (ulong)row.Length + 1, row);

    /// <summary>Removes a row.</summary>
    public void Remove(ReadOnlySpan<byte> key) => Write(key, 0, default);

    /// <summary>Empties it for the next page.</summary>
    public void Clear()
    {
        _records.ResetWrittenCount();
        _rows.Clear();
        (State, IsAwaited) = (default, true);
    }

    private void Write(ReadOnlySpan<byte> key, ulong rowLength, ReadOnlySpan<byte> row)
    {
        var writer = new RowWriter(_records);
        writer.WriteUnsigned((ulong)key.Length);
        writer.WriteUnsigned(rowLength);
        writer.WriteBytes(key);
        writer.WriteBytes(row);
    }
}

/// <summary>A row's change as objects, for stores that spread rows over columns: they need not decode it again.</summary>
/// <param name="Key">The key.</param>
/// <param name="Before">The row before the page; null for none.</param>
/// <param name="After">The row after it; null for none.</param>
public readonly record struct ChangedRow(object Key, object? Before, object? After);
