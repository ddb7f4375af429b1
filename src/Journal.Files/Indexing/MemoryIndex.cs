using System.Runtime.InteropServices;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Indexing;

/// <summary>
/// The open segment's index: 24 bytes an event, no strings. Each stream is a chain from its newest event back.
/// </summary>
/// <remarks>One thread adds, any thread finds; the lock is held for one batch's additions or one look-up.</remarks>
internal sealed class MemoryIndex : ISegmentIndex
{
    private const int ChainEnd = -1;
    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, int> _newestOfStream = [];
    private readonly Dictionary<ulong, int> _newestOfKey = [];
    private readonly List<EventEntry> _events = [];
    private readonly List<KeyEntry> _keys = [];

    public int EventCount
    {
        get
        {
            lock (_gate) return _events.Count;
        }
    }

    public long OffsetOf(int ordinal)
    {
        lock (_gate) return _events[ordinal].Offset;
    }

    /// <summary>Adds what one batch wrote, in order.</summary>
    public void Add(IndexAdditions additions, long batchOffset)
    {
        lock (_gate)
        {
            foreach (var (hash, version, offset) in CollectionsMarshal.AsSpan(additions.Events))
                AddEvent(hash, version, checked((uint)(batchOffset + offset)));
            foreach (var (hash, offset) in CollectionsMarshal.AsSpan(additions.Keys))
                AddKey(hash, checked((uint)(batchOffset + offset)));
        }
    }

    public StreamEntry? NewestOf(ulong streamHash, Predicate<StreamEntry> belongs)
    {
        var candidates = new List<StreamEntry>();
        AddEntriesOf(streamHash, StreamVersion.None, candidates, newestOnly: true);
        if (candidates.Count == 0) return null;
        if (belongs(candidates[0])) return candidates[0];

        // Another stream has the same hash: go through the whole chain.
        candidates.Clear();
        AddEntriesOf(streamHash, StreamVersion.None, candidates);
        var found = candidates.FindLastIndex(belongs);
        return found < 0 ? null : candidates[found];
    }

    public void AddEntriesOf(ulong streamHash, StreamVersion after, List<StreamEntry> entries) =>
        AddEntriesOf(streamHash, after, entries, newestOnly: false);

    public void AddLedgerEntriesOf(ulong keyHash, List<long> offsets)
    {
        lock (_gate)
        {
            if (!_newestOfKey.TryGetValue(keyHash, out var at)) return;
            for (; at != ChainEnd; at = _keys[at].Previous) offsets.Add(_keys[at].Offset);
        }
    }

    /// <summary>Everything, as an index file wants it. Called when the segment takes no more events.</summary>
    public IndexContent Content()
    {
        lock (_gate)
        {
            var streams = new IndexEntry[_events.Count];
            var offsets = new uint[_events.Count];
            for (var i = 0; i < streams.Length; i++)
            {
                var entry = _events[i];
                streams[i] = new IndexEntry(entry.Hash, entry.Version, entry.Offset);
                offsets[i] = entry.Offset;
            }

            var keys = new IndexEntry[_keys.Count];
            for (var i = 0; i < keys.Length; i++) keys[i] = new IndexEntry(_keys[i].Hash, 0, _keys[i].Offset);
            Array.Sort(streams);
            Array.Sort(keys);
            return new IndexContent(streams, keys, offsets);
        }
    }

    public void Dispose()
    {
    }

    private void AddEntriesOf(ulong streamHash, StreamVersion after, List<StreamEntry> entries, bool newestOnly)
    {
        var from = entries.Count;
        lock (_gate)
        {
            if (!_newestOfStream.TryGetValue(streamHash, out var at)) return;
            for (; at != ChainEnd; at = _events[at].Previous)
            {
                // Two streams of one hash share the chain, so an older version does not end it.
                if (_events[at].Version > after.Value)
                    entries.Add(new StreamEntry(new StreamVersion(_events[at].Version), _events[at].Offset));
                else if (_events[at].IsAlone)
                    break;
                if (newestOnly) break;
            }
        }

        entries.Reverse(from, entries.Count - from);
    }

    private void AddEvent(ulong hash, StreamVersion version, uint offset)
    {
        ref var newest = ref CollectionsMarshal.GetValueRefOrAddDefault(_newestOfStream, hash, out var exists);
        var previous = exists ? newest : ChainEnd;
        newest = _events.Count;

        // Dense versions below: the whole chain so far is one stream's, and a reader may stop at an old version.
        var alone = !exists || (_events[previous].IsAlone && _events[previous].Version + 1 == version.Value);
        _events.Add(new EventEntry(hash, offset, previous, checked((uint)version.Value), alone));
    }

    private void AddKey(ulong hash, uint offset)
    {
        ref var newest = ref CollectionsMarshal.GetValueRefOrAddDefault(_newestOfKey, hash, out var exists);
        var previous = exists ? newest : ChainEnd;
        newest = _keys.Count;
        _keys.Add(new KeyEntry(hash, offset, previous));
    }

    private readonly record struct EventEntry(ulong Hash, uint Offset, int Previous, uint Version, bool IsAlone);

    private readonly record struct KeyEntry(ulong Hash, uint Offset, int Previous);
}
