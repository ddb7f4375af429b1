namespace Docket.Journal.Redis;

/// <summary>Where views are kept in Redis, and how.</summary>
public sealed record RedisViewOptions
{
    /// <summary>The server: <c>host:port</c>, and options behind commas, such as
    /// <c>password=…,ssl=true,defaultDatabase=1</c>.</summary>
    public required string Server { get; init; }

    /// <summary>Every key begins so. Two journals on one Redis must have different ones. Default
    /// <c>docket</c>.</summary>
    public string Prefix { get; init; } = "docket";

    /// <summary>Whether this process applies events where it can; else it only reads what others apply. Default
    /// true.</summary>
    public bool Applies { get; init; } = true;

    /// <summary>How long a process stays a view's owner without renewing it: the time until another one takes over from
    /// one that was killed. Default 5 s.</summary>
    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a process that follows looks for itself. Default 1 s.</summary>
    public TimeSpan LookInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long an answer may take before the server counts as not reachable. Default 10 s.</summary>
    public TimeSpan AnswerTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Rows remembered for each view that is applied here. Default 32 MiB.</summary>
    public long CacheBytes { get; init; } = 32 << 20;

    /// <summary>Events in one commit while a view is far behind. Default 1,000: what one script can take, so that
    /// nothing need be laid ready.</summary>
    public int EventsPerCommit { get; init; } = 1_000;

    /// <summary>Rows that one script writes; a larger page is laid ready by several. Nobody else is served while a
    /// script
    /// runs: about 10 ms for so many. Default 1,000.</summary>
    public int RowsPerScript { get; init; } = 1_000;

    /// <summary>Bytes of rows in one script, but for a row that is larger alone. Default 4 MiB.</summary>
    public int BytesPerScript { get; init; } = 4 << 20;

    /// <exception cref="ArgumentException">An option makes no sense.</exception>
    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Server);
        ArgumentException.ThrowIfNullOrEmpty(Prefix);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(LeaseTime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(LookInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(AnswerTime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(CacheBytes, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(EventsPerCommit, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(RowsPerScript, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BytesPerScript, 1);
    }
}
