using Docket.Journal.Postgres.Migrations;
using Docket.Journal.Store;

namespace Docket.Journal.Postgres;

/// <summary>Where a PostgreSQL journal lies, and its bounds.</summary>
public sealed record PostgresStoreOptions
{
    /// <summary>
    /// Npgsql's connection string: <c>Host=…;Database=…;Username=…</c>. A session of its own per connection: no
    /// transaction pooler between.
    /// </summary>
    public required string ConnectionString { get; init; }

    /// <summary>The schema that holds the journal: a-z, 0-9 and _. Default <c>docket</c>.</summary>
    public string Schema { get; init; } = "docket";

    /// <summary>
    /// How long a lost server is tried again before callers are told that it is not there. Default 5 s.
    /// </summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often the head is looked up in case a signal was lost. Default 1 s.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The same on a standby, where there are no signals. Default 20 ms.</summary>
    public TimeSpan StandbyPollInterval { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// The shortest time between two signals to other processes; what is committed meanwhile goes with the next.
    /// Default 5 ms.
    /// </summary>
    public TimeSpan AnnounceInterval { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Positions in one page of reading the whole journal. Default 2,048.</summary>
    public int PageEventsMax { get; init; } = 2_048;

    /// <summary>Bounds of the group commit. Default: a batch gathers for at most half of a commit.</summary>
    public GroupCommitOptions GroupCommit { get; init; } = new() { GatherShareMax = 0.5 };

    /// <summary>Tables of the engine's user that are written in each append's transaction. Default none.</summary>
    public IAppendCompanion? Companion { get; init; }

    internal IEnumerable<MigrationSet> Migrations =>
        Companion is null ? [MigrationSet.Engine] : [MigrationSet.Engine, Companion.Migrations];

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(ConnectionString);
        ArgumentOutOfRangeException.ThrowIfLessThan(GiveUpAfter, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(PollInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(StandbyPollInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(AnnounceInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(PageEventsMax, 1);
    }
}
