namespace Docket.Journal.Store;

/// <summary>Bounds of the group commit.</summary>
public sealed record GroupCommitOptions
{
    /// <summary>Appends that may wait; a further writer waits for a place. Default 8,192.</summary>
    public int QueueMax { get; init; } = 8_192;

    /// <summary>Appends in one batch. Default 2,048.</summary>
    public int BatchMax { get; init; } = 2_048;

    /// <summary>Payload bytes after which a batch is closed. Default 4 MiB.</summary>
    public int BatchBytesMax { get; init; } = 4 * 1024 * 1024;

    /// <summary>
    /// How long a batch may wait for the writers who were just answered to come back, as a share of what the last commit
    /// took; 5 ms at most. Without it a crowd falls into two halves that take turns. Default 0: a batch takes what is
    /// there.
    /// </summary>
    public double GatherShareMax { get; init; }

    /// <summary>
    /// Writers from which on a batch is begun while the one before is still being committed, each with a share of them:
    /// for a store with several committers. With fewer, a batch of all of them costs less. Default 192.
    /// </summary>
    public int OverlapFrom { get; init; } = 192;

    /// <summary>
    /// Whether the committer writes <see cref="AppendRequest.Messages"/>; else an append that carries some is refused.
    /// Default false.
    /// </summary>
    public bool KeepsOutbox { get; init; }
}
