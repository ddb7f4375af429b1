namespace Docket.Journal.Elasticsearch;

/// <summary>How views are kept in Elasticsearch.</summary>
public sealed record ElasticsearchOptions
{
    /// <summary>Where the cluster's REST interface is, such as <c>http://127.0.0.1:9200</c>. A user and password in
    /// it are
    /// sent with every request.</summary>
    public required Uri Address { get; init; }

    /// <summary>An API key as the cluster encodes it; null for none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>What the names of indices, aliases and templates begin with. Default <c>docket</c>.</summary>
    public string Prefix { get; init; } = "docket";

    /// <summary>Primary shards of a new generation. Default 1.</summary>
    public int Shards { get; init; } = 1;

    /// <summary>Copies of each shard. Default 1; on a single node they stay unassigned and the index is
    /// yellow.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>Whether this process may apply views; else it only asks them. Default true.</summary>
    public bool Applies { get; init; } = true;

    /// <summary>How long a process stays a view's owner without renewing it. Default 5 s.</summary>
    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a process that follows sees whether a view is free. Default 1 s.</summary>
    public TimeSpan LookInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often a process that follows asks how far a view is: there are no signals. Default 100
    /// ms.</summary>
    public TimeSpan FollowInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The shortest time between two commits of the view that serves. Each is made searchable by a refresh,
    /// which
    /// costs a segment: few and larger ones cost less. Default 100 ms.</summary>
    public TimeSpan CommitInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long what the cluster does not take now (429, 503) is tried again, before the view stands still.
    /// Default
    /// 10 s.</summary>
    public TimeSpan CommitPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one request may take. Default 60 s.</summary>
    public TimeSpan RequestTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>What one bulk request holds at most. Default 4 MiB.</summary>
    public int BulkBytes { get; init; } = 4 << 20;

    /// <summary>Rows remembered for each view that is applied here. Default 32 MiB.</summary>
    public long CacheBytes { get; init; } = 32 << 20;

    /// <summary>Events in one commit while a view is far behind. Default 8,192.</summary>
    public int EventsPerCommit { get; init; } = 8_192;

    /// <summary>Carries the requests; null for the network. Tests put a double in.</summary>
    internal HttpMessageHandler? Handler { get; init; }

    internal void Validate()
    {
        if (!Address.IsAbsoluteUri || Address.Scheme is not ("http" or "https"))
            throw new ArgumentException("The cluster's address is not an http address.", nameof(Address));
        if (Prefix.Length == 0 || !Prefix.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            throw new ArgumentException($"'{Prefix}' cannot begin an index's name: a-z, 0-9 and -.", nameof(Prefix));
        ArgumentOutOfRangeException.ThrowIfLessThan(Shards, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Replicas, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(LeaseTime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(LookInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(FollowInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(CommitInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(CommitPatience, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(RequestTime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(BulkBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(CacheBytes, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(EventsPerCommit, 0);
    }
}
