namespace Docket.Journal.ClickHouse;

/// <summary>How views are kept in ClickHouse.</summary>
public sealed record ClickHouseOptions
{
    /// <summary>Where the server's HTTP interface is, such as <c>http://127.0.0.1:8123</c>.</summary>
    public required Uri Address { get; init; }

    /// <summary>The database that the views are in; it is made where it is missing. Default <c>docket</c>.</summary>
    public string Database { get; init; } = "docket";

    /// <summary>Who asks. Default <c>default</c>.</summary>
    public string User { get; init; } = "default";

    /// <summary>That user's password; null for none.</summary>
    public string? Password { get; init; }

    /// <summary>Whether this process may apply views; else it only asks them. Default true.</summary>
    public bool Applies { get; init; } = true;

    /// <summary>How long a process stays a view's owner without renewing it. Default 5 s.</summary>
    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a process that follows sees whether a view is free. Default 1 s.</summary>
    public TimeSpan LookInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often a process that follows asks how far a view is: ClickHouse sends no signals. Default 50
    /// ms.</summary>
    public TimeSpan FollowInterval { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The shortest time between two commits of a view. Each makes parts that the server has to merge: a
    /// few large
    /// ones cost less than many small ones. Default 50 ms.</summary>
    public TimeSpan CommitInterval { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How long a commit that the server does not take now is tried again, before the view stands still.
    /// Default
    /// 10 s.</summary>
    public TimeSpan CommitPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one request may take. Default 60 s.</summary>
    public TimeSpan RequestTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Rows remembered for each view that is applied here. Default 32 MiB.</summary>
    public long CacheBytes { get; init; } = 32 << 20;

    /// <summary>Events in one commit while a view is far behind. Default 32,768.</summary>
    public int EventsPerCommit { get; init; } = 32_768;

    /// <summary>Carries the requests; null for the network. Tests put faults in.</summary>
    internal HttpMessageHandler? Handler { get; init; }

    internal void Validate()
    {
        if (!Address.IsAbsoluteUri || Address.Scheme is not ("http" or "https"))
            throw new ArgumentException($"'{Address}' is not an http address.", nameof(Address));
        if (Database.Length == 0 || !Database.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            throw new ArgumentException($"'{Database}' is not a database's name: letters, digits and _.", nameof(Database));
        ArgumentOutOfRangeException.ThrowIfLessThan(LeaseTime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(LookInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(FollowInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(CommitInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(CommitPatience, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(RequestTime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(CacheBytes, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(EventsPerCommit, 0);
    }
}
