namespace Docket.Journal.Postgres.Views;

/// <summary>How views are kept in PostgreSQL.</summary>
public sealed record PostgresViewOptions
{
    /// <summary>Whether this process applies events where it can; else it only reads what others apply. Default true.
    /// A login that is no member of <c>docket_projector</c> only reads in any case.</summary>
    public bool Applies { get; init; } = true;

    /// <summary>How long a process stays a view's owner without renewing it: the time until another one takes over
    /// from
    /// one that was killed. Default 5 s.</summary>
    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a process that follows looks for itself. Default 1 s.</summary>
    public TimeSpan LookInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Rows remembered for each view that is applied here. Default 32 MiB.</summary>
    public long CacheBytes { get; init; } = 32 << 20;

    /// <summary>Events in one commit while a view is far behind. Default 8,192: with more, the arrays that hold a page are
    /// large objects to the collector, which then collects everything to free one.</summary>
    public int EventsPerCommit { get; init; } = 8_192;

    /// <summary>How long a swap waits for readers of the tables before it lets new ones pass and tries again. Default
    /// 500 ms.</summary>
    public TimeSpan SwapWait { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How often a swap is tried. Default 20.</summary>
    public int SwapTries { get; init; } = 20;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(LeaseTime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(LookInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(CacheBytes, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(EventsPerCommit, 0);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(SwapWait, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(SwapTries, 1);
    }
}
