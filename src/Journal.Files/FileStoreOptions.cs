using Docket.Journal.Store;

namespace Docket.Journal.Files;

/// <summary>Where a file store lies, and its bounds.</summary>
public sealed record FileStoreOptions
{
    private const long SegmentBytesLimit = 1L << 30;

    /// <summary>The directory; made if it is not there. One process writes to it at a time.</summary>
    public required string Directory { get; init; }

    /// <summary>
    /// A segment file is sealed when the next batch would make it longer. Default 256 MiB, at most 1 GiB.
    /// </summary>
    public long SegmentBytesMax { get; init; } = 256L * 1024 * 1024;

    /// <summary>Streams whose version is remembered for the next append. Default 65,536.</summary>
    public int StreamHeadsMax { get; init; } = 65_536;

    /// <summary>Newest events kept as objects for live readers. Default 8,192.</summary>
    public int RecentEventsMax { get; init; } = 8_192;

    /// <summary>Payload and metadata bytes those may hold together. Default 16 MiB.</summary>
    public long RecentBytesMax { get; init; } = 16L * 1024 * 1024;

    /// <summary>Bounds of the group commit.</summary>
    public GroupCommitOptions GroupCommit { get; init; } = new();

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Directory);
        ArgumentOutOfRangeException.ThrowIfLessThan(SegmentBytesMax, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(SegmentBytesMax, SegmentBytesLimit);
        ArgumentOutOfRangeException.ThrowIfLessThan(RecentEventsMax, 1);

        // What a batch assumes of its own streams must not be forgotten while the batch is still being resolved.
        ArgumentOutOfRangeException.ThrowIfLessThan(StreamHeadsMax, GroupCommit.BatchMax * 4);
    }
}
