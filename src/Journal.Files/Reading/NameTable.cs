using System.Text;
using Docket.Journal.Files.Format;

namespace Docket.Journal.Files.Reading;

/// <summary>One string per wire name and category, found by its UTF-8 bytes without allocating.</summary>
/// <remarks>
/// Readers take the table as it is; who misses a name replaces it. It is bounded: past that, names are made each time.
/// </remarks>
internal sealed class NameTable
{
    private const int NamesMax = 4_096;
    private readonly Lock _gate = new();
    private Slots _slots = new(64);

    public string Get(ReadOnlySpan<byte> utf8)
    {
        var hash = (uint)StableHash.Of(utf8);
        return Volatile.Read(ref _slots).Find(utf8, hash) ?? Add(utf8.ToArray(), hash);
    }

    private string Add(byte[] utf8, uint hash)
    {
        lock (_gate)
        {
            var name = _slots.Find(utf8, hash);
            if (name is not null) return name;
            name = Encoding.UTF8.GetString(utf8);
            if (_slots.Count < NamesMax) Volatile.Write(ref _slots, _slots.With(new Slot(utf8, hash, name)));
            return name;
        }
    }

    private sealed record Slot(byte[] Utf8, uint Hash, string Name);

    private sealed class Slots(int size)
    {
        private readonly Slot?[] _slots = new Slot?[size];

        public int Count { get; private set; }

        public string? Find(ReadOnlySpan<byte> utf8, uint hash)
        {
            for (var at = hash; _slots[at & (_slots.Length - 1)] is { } slot; at++)
            {
                if (slot.Hash == hash && utf8.SequenceEqual(slot.Utf8)) return slot.Name;
            }

            return null;
        }

        public Slots With(Slot added)
        {
            var copy = new Slots(_slots.Length < (Count + 1) * 2 ? _slots.Length * 2 : _slots.Length);
            foreach (var slot in _slots)
            {
                if (slot is not null) copy.Put(slot);
            }

            copy.Put(added);
            return copy;
        }

        private void Put(Slot slot)
        {
            var at = slot.Hash;
            while (_slots[at & (_slots.Length - 1)] is not null) at++;
            _slots[at & (_slots.Length - 1)] = slot;
            Count++;
        }
    }
}
