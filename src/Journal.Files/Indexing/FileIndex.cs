using System.Buffers.Binary;
using Docket.Journal.Files.Format;
using Docket.Journal.Files.Storage;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Indexing;

/// <summary>
/// A sealed segment's index, searched in its file; only the two filters are in memory (3 bytes an event at most).
/// </summary>
internal sealed class FileIndex : ISegmentIndex
{
    private readonly IStorageFile _file;
    private readonly SortedBlocks _streams;
    private readonly SortedBlocks _keys;
    private readonly BloomFilter _streamFilter;
    private readonly BloomFilter _keyFilter;

    private FileIndex(IStorageFile file, string description, IndexLayout layout, ReadOnlySpan<byte> filters)
    {
        _file = file;
        Layout = layout;
        _streams = new SortedBlocks(file, description, IndexLayout.HeaderBytes, layout.Streams);
        _keys = new SortedBlocks(file, description, layout.KeysAt, layout.Keys);
        _streamFilter = BloomFilter.Read(filters[..layout.StreamFilterBytes]);
        _keyFilter = BloomFilter.Read(filters[layout.StreamFilterBytes..]);
    }

    public IndexLayout Layout { get; }

    public int EventCount => Layout.Streams;

    /// <summary>Opens the index of a segment, or null where there is none that is whole.</summary>
    public static FileIndex? TryOpen(IStorage storage, Position first)
    {
        var name = IndexLayout.NameOf(first);
        if (!storage.Exists(name)) return null;
        var file = storage.OpenRead(name);
        Span<byte> header = stackalloc byte[IndexLayout.HeaderBytes];
        if (file.Read(header, 0) == header.Length
            && IndexLayout.TryRead(header) is { } layout && layout.First == first && layout.FileBytes == file.Length)
        {
            var filters = new byte[layout.StreamFilterBytes + layout.KeyFilterBytes];
            if (file.Read(filters, layout.FiltersAt) == filters.Length
                && Checksum.Of(filters) == layout.FiltersChecksum)
                return new FileIndex(file, storage.Describe(name), layout, filters);
        }

        file.Dispose();
        return null;
    }

    public long OffsetOf(int ordinal)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)ordinal, (uint)EventCount, nameof(ordinal));
        Span<byte> offset = stackalloc byte[sizeof(uint)];
        _file.Read(offset, Layout.OffsetsAt + (long)ordinal * sizeof(uint));
        return BinaryPrimitives.ReadUInt32LittleEndian(offset);
    }

    public StreamEntry? NewestOf(ulong streamHash, Predicate<StreamEntry> belongs)
    {
        if (!_streamFilter.MayHold(streamHash)) return null;
        return _streams.From(streamHash, 0)
            .Select(entry => (StreamEntry?)ToStreamEntry(entry))
            .LastOrDefault(entry => belongs(entry!.Value));
    }

    public void AddEntriesOf(ulong streamHash, StreamVersion after, List<StreamEntry> entries)
    {
        if (!_streamFilter.MayHold(streamHash) || after.Value >= uint.MaxValue) return;
        entries.AddRange(_streams.From(streamHash, (uint)after.Value + 1).Select(ToStreamEntry));
    }

    public void AddLedgerEntriesOf(ulong keyHash, List<long> offsets)
    {
        if (!_keyFilter.MayHold(keyHash)) return;
        offsets.AddRange(_keys.From(keyHash, 0).Select(entry => (long)entry.Offset));
    }

    /// <summary>Reads the whole file and checks it against the checksum in its header.</summary>
    public bool IsIntact()
    {
        var chunk = new byte[256 * 1024];
        var (sum, at) = (0u, (long)IndexLayout.HeaderBytes);
        while (_file.Read(chunk, at) is var read and > 0)
        {
            sum = Checksum.Of(chunk.AsSpan(0, read), sum);
            at += read;
        }

        return at == Layout.FileBytes && sum == Layout.BodyChecksum;
    }

    /// <summary>Whether it says the same as an index made from the segment.</summary>
    public bool Agrees(IndexContent content) =>
        content.Offsets.Length == EventCount && content.Keys.Length == Layout.Keys
        && _streams.All().SequenceEqual(content.Streams) && _keys.All().SequenceEqual(content.Keys)
        && Enumerable.Range(0, EventCount).All(ordinal => OffsetOf(ordinal) == content.Offsets[ordinal]);

    public void Dispose() => _file.Dispose();

    private static StreamEntry ToStreamEntry(IndexEntry entry) => new(new StreamVersion(entry.Version), entry.Offset);
}
