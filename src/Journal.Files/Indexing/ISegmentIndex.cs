using Docket.Journal.Store;

namespace Docket.Journal.Files.Indexing;

/// <summary>Where in its segment an event of a stream is, if the name's hash is to be believed.</summary>
internal readonly record struct StreamEntry(StreamVersion Version, long Offset);

/// <summary>Finds records of one segment. Names go in as hashes, so the caller checks each record found.</summary>
internal interface ISegmentIndex : IDisposable
{
    /// <summary>Events in the segment.</summary>
    int EventCount { get; }

    /// <summary>Where the event with this number in the segment, from 0, begins.</summary>
    long OffsetOf(int ordinal);

    /// <summary>The newest entry of a hash that a check confirms, or null.</summary>
    StreamEntry? NewestOf(ulong streamHash, Predicate<StreamEntry> belongs);

    /// <summary>Adds the entries of a hash newer than a version, oldest first.</summary>
    void AddEntriesOf(ulong streamHash, StreamVersion after, List<StreamEntry> entries);

    /// <summary>Adds the offsets of the ledger entries of a hash.</summary>
    void AddLedgerEntriesOf(ulong keyHash, List<long> offsets);
}
