using System.Runtime.InteropServices;

namespace Docket.Journal.Projections.Rows;

/// <summary>
/// What is stored under keys, by copies of the bytes in one growing array: as many rows as may be are one object for the
/// collector, which would carry each of them from generation to generation.
/// </summary>
/// <remarks>A row that is set again leaves its former bytes behind until all is cleared.</remarks>
internal sealed class RowSlab
    : IEqualityComparer<RowSlab.Extent>, IAlternateEqualityComparer<ReadOnlySpan<byte>, RowSlab.Extent>
{
    // What a dictionary's entry costs beside the bytes.
    private const int EntryBytes = 32;
    private static readonly Extent None = new(0, -1);
    private readonly Dictionary<Extent, Extent> _rows;
    private readonly Dictionary<Extent, Extent>.AlternateLookup<ReadOnlySpan<byte>> _byBytes;
    private byte[] _bytes = [];
    private int _used;

    public RowSlab()
    {
        _rows = new Dictionary<Extent, Extent>(this);
        _byBytes = _rows.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>What it takes, about.</summary>
    public long Bytes => _used + ((long)_rows.Count * EntryBytes);

    /// <summary>Whether it is known what is stored under a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="row">The row; null where it is known that there is none.</param>
    public bool TryFind(ReadOnlySpan<byte> key, out byte[]? row)
    {
        var isKnown = _byBytes.TryGetValue(key, out var found);
        row = isKnown && found != None ? BytesOf(found).ToArray() : null;
        return isKnown;
    }

    /// <summary>Remembers what is stored under a key; null for nothing.</summary>
    public void Set(ReadOnlySpan<byte> key, byte[]? row)
    {
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_byBytes, key, out _);
        place = row is null ? None : Keep(row);
    }

    /// <summary>Forgets everything and keeps the room.</summary>
    public void Clear()
    {
        _rows.Clear();
        _used = 0;
    }

    /// <inheritdoc/>
    public bool Equals(Extent x, Extent y) => BytesOf(x).SequenceEqual(BytesOf(y));

    /// <inheritdoc/>
    public bool Equals(ReadOnlySpan<byte> alternate, Extent other) => alternate.SequenceEqual(BytesOf(other));

    /// <inheritdoc/>
    public int GetHashCode(Extent obj) => GetHashCode(BytesOf(obj));

    /// <inheritdoc/>
    public int GetHashCode(ReadOnlySpan<byte> alternate) => RowKeys.Comparer.GetHashCode(alternate);

    /// <summary>A key that is new: its bytes are kept.</summary>
    public Extent Create(ReadOnlySpan<byte> alternate) => Keep(alternate);

    private ReadOnlySpan<byte> BytesOf(Extent extent) => _bytes.AsSpan(extent.From, extent.Length);

    private Extent Keep(ReadOnlySpan<byte> bytes)
    {
        if (_bytes.Length - _used < bytes.Length)
            Array.Resize(ref _bytes, Math.Max(checked(_used + bytes.Length), Math.Max(4096, _bytes.Length * 2)));
        bytes.CopyTo(_bytes.AsSpan(_used));
        var kept = new Extent(_used, bytes.Length);
        _used += bytes.Length;
        return kept;
    }

    /// <summary>Where bytes lie.</summary>
    internal readonly record struct Extent(int From, int Length);
}
