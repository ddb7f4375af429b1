namespace Docket.Journal.Files.Indexing;

/// <summary>A sealed segment's whole index in memory, sorted.</summary>
/// <param name="Streams">By hash, then version.</param>
/// <param name="Keys">By hash.</param>
/// <param name="Offsets">Of every event, in position order.</param>
internal sealed record IndexContent(IndexEntry[] Streams, IndexEntry[] Keys, uint[] Offsets);

/// <summary>One line of an index file: 16 bytes.</summary>
internal readonly record struct IndexEntry(ulong Hash, uint Version, uint Offset) : IComparable<IndexEntry>
{
    public int CompareTo(IndexEntry other)
    {
        if (Hash != other.Hash) return Hash < other.Hash ? -1 : 1;
        if (Version != other.Version) return Version < other.Version ? -1 : 1;
        return Offset.CompareTo(other.Offset);
    }
}
