using Docket.Journal.Outbox;

namespace Docket.Journal.Postgres.Outbox;

/// <summary>What a relay publishes from, and its bounds.</summary>
public sealed record OutboxRelayOptions
{
    /// <summary>Npgsql's connection string. A session of its own per connection: no transaction pooler between.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>The schema that holds the journal: a-z, 0-9 and _. Default <c>docket</c>.</summary>
    public string Schema { get; init; } = "docket";

    /// <summary>How new rows are found. Default <see cref="RelayEngine.Polling"/>.</summary>
    public RelayEngine Engine { get; init; } = RelayEngine.Polling;

    /// <summary>
    /// The replication slot of <see cref="RelayEngine.Cdc"/>; one that is missing is made. Default: the schema's name,
    /// <c>_relay_</c> and the database's number.
    /// </summary>
    public string? SlotName { get; init; }

    /// <summary>
    /// How long a dead relay's partitions wait for another one. A relay that is slower than this loses them. Default 15 s.
    /// </summary>
    public TimeSpan LeaseLength { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often the table is looked at in case a signal was lost. Default 1 s.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often a quiet partition's watermark is published, if it moved. Default 1 s.</summary>
    public TimeSpan WatermarkInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The first pause before a refused message or a failed call is tried again; it doubles. Default 100 ms.</summary>
    public TimeSpan RetryPauseMin { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest such pause. Default 30 s.</summary>
    public TimeSpan RetryPauseMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Rows of one partition in one page. Default 1,000.</summary>
    public int PageRowsMax { get; init; } = 1_000;

    /// <summary>About so many bytes of payload in one page over all partitions. Default 16 MiB.</summary>
    public int PageBytesMax { get; init; } = 16 * 1024 * 1024;

    /// <summary>
    /// Loops that share the partitions within the relay: one reads while another publishes or marks. 1-16, default 2.
    /// </summary>
    public int Lanes { get; init; } = 2;

    /// <summary>How long published rows are kept. Zero: they are never deleted. Default 7 days.</summary>
    public TimeSpan KeepPublished { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How often old rows are looked for. Default 1 min.</summary>
    public TimeSpan PruneInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Rows in one step of deleting. Default 1,000.</summary>
    public int PruneRowsMax { get; init; } = 1_000;

    /// <summary>How often backlog and slot are measured. Default 5 s.</summary>
    public TimeSpan MeasureInterval { get; init; } = TimeSpan.FromSeconds(5);

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(ConnectionString);
        ArgumentOutOfRangeException.ThrowIfLessThan(LeaseLength, TimeSpan.FromMilliseconds(100));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(PollInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(WatermarkInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(RetryPauseMin, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(RetryPauseMax, RetryPauseMin);
        ArgumentOutOfRangeException.ThrowIfLessThan(PageRowsMax, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(PageBytesMax, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Lanes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Lanes, OutboxPartitions.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(KeepPublished, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(PruneInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(PruneRowsMax, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(MeasureInterval, TimeSpan.Zero);
    }
}
