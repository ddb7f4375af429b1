using System.Diagnostics;
using System.Numerics;

namespace Docket.Journal.Files.Views;

/// <summary>Where each row lies in its file: 12 bytes a slot, whatever the key. The key itself is looked at in the file.</summary>
/// <remarks>Open addressing, at most three quarters full. Not safe for threads; its file guards it.</remarks>
internal sealed class RowIndex
{
    private const int FirstCapacity = 1024;
    private uint[] _hashes;
    private long[] _offsets;

    public RowIndex()
        : this(new uint[FirstCapacity], new long[FirstCapacity], 0)
    {
    }

    /// <summary>Takes over what a hint file kept.</summary>
    public RowIndex(uint[] hashes, long[] offsets, int count)
    {
        (_hashes, _offsets, Count) = (hashes, offsets, count);
        if (hashes.Length != offsets.Length || !BitOperations.IsPow2(hashes.Length) || count >= hashes.Length)
            throw new InvalidDataException("The index of a view's rows is not one.");
    }

    /// <summary>Rows.</summary>
    public int Count { get; private set; }

    public ReadOnlySpan<uint> Hashes => _hashes;

    /// <summary>Offsets by slot; 0 is an empty slot, for no row lies at the very beginning of a file.</summary>
    public ReadOnlySpan<long> Offsets => _offsets;

    /// <summary>The same again, for whoever wants it as it is now. Costs all of its memory once more.</summary>
    public RowIndex Copy() => new([.. _hashes], [.. _offsets], Count);

    /// <summary>Goes through the offsets of rows that may have this hash; begin with a probe of 0.</summary>
    /// <returns>The next offset, or 0 when there are no more.</returns>
    public long Next(uint hash, ref int probe)
    {
        var mask = _offsets.Length - 1;
        while (true)
        {
            var slot = (int)((hash + (uint)probe) & (uint)mask);
            probe++;
            if (_offsets[slot] == 0) return 0;
            if (_hashes[slot] == hash) return _offsets[slot];
        }
    }

    /// <summary>Whether this very record is its row's newest.</summary>
    public bool IsNewest(uint hash, long offset)
    {
        var probe = 0;
        for (var found = Next(hash, ref probe); found != 0; found = Next(hash, ref probe))
            if (found == offset) return true;
        return false;
    }

    /// <summary>A row lies somewhere else now; from 0 when it is new, to 0 when it is gone.</summary>
    public void Move(uint hash, long from, long to)
    {
        if (from == 0 && to == 0) return;
        if (from == 0) Add(hash, to);
        else if (to == 0) Remove(SlotOf(hash, from));
        else _offsets[SlotOf(hash, from)] = to;
    }

    private void Add(uint hash, long offset)
    {
        if ((Count + 1) * 4L > _offsets.Length * 3L) Grow();
        Place(_hashes, _offsets, hash, offset);
        Count++;
    }

    private void Grow()
    {
        var (hashes, offsets) = (new uint[_hashes.Length * 2], new long[_offsets.Length * 2]);
        for (var slot = 0; slot < _offsets.Length; slot++)
            if (_offsets[slot] != 0) Place(hashes, offsets, _hashes[slot], _offsets[slot]);
        (_hashes, _offsets) = (hashes, offsets);
    }

    private static void Place(uint[] hashes, long[] offsets, uint hash, long offset)
    {
        var slot = (int)(hash & (uint)(offsets.Length - 1));
        while (offsets[slot] != 0) slot = (slot + 1) & (offsets.Length - 1);
        (hashes[slot], offsets[slot]) = (hash, offset);
    }

    private int SlotOf(uint hash, long offset)
    {
        var mask = _offsets.Length - 1;
        var slot = (int)(hash & (uint)mask);
        while (_offsets[slot] != offset)
        {
            if (_offsets[slot] == 0) throw new UnreachableException($"No row lies at {offset}: a batch held a key twice.");
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    /// <summary>Empties a slot and moves up those behind it that would not be found past the gap.</summary>
    private void Remove(int gap)
    {
        var mask = _offsets.Length - 1;
        for (var slot = (gap + 1) & mask; _offsets[slot] != 0; slot = (slot + 1) & mask)
        {
            var home = (int)(_hashes[slot] & (uint)mask);
            if (((slot - home) & mask) < ((slot - gap) & mask)) continue;
            (_hashes[gap], _offsets[gap]) = (_hashes[slot], _offsets[slot]);
            gap = slot;
        }

        _offsets[gap] = 0;
        Count--;
    }
}
