namespace Docket.Journal.Kafka;

/// <summary>Where the brokers are, and which topics are used.</summary>
public sealed record KafkaOptions
{
    /// <summary>The brokers to begin with: <c>host:port,host:port</c>.</summary>
    public required string Servers { get; init; }

    /// <summary>The topic of public events. Default <c>docket.orders.v1</c>.</summary>
    public string PublicTopic { get; init; } = "docket.orders.v1";

    /// <summary>The topic that carries the journal to its own projections. Default <c>docket.journal.v1</c>.</summary>
    public string JournalTopic { get; init; } = "docket.journal.v1";

    /// <summary>What public events name as their source (<c>ce_source</c>), a URI reference. Default <c>docket</c>.</summary>
    public string Source { get; init; } = "docket";

    /// <summary>Begins the names of consumer groups; a view's name follows. Default <c>docket.</c>.</summary>
    public string GroupPrefix { get; init; } = "docket.";

    /// <summary>
    /// The longest time between a journal event's acknowledgement and the watermark that tells quiet partitions of it:
    /// what a group's members wait for. Who reads all partitions counts. Default 50 ms.
    /// </summary>
    public TimeSpan WatermarkInterval { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How long a batch may wait for its acknowledgement before it is said to have failed for now. Default 30 s.</summary>
    public TimeSpan PublishPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The largest record, key and headers included. Default 2 MiB; topics are made and checked for it.</summary>
    public int RecordBytesMax { get; init; } = 2 * 1024 * 1024;

    /// <summary>Events of one partition held ready for a slow reader before the partition is paused. Default 2,048.</summary>
    public int PartitionEventsMax { get; init; } = 2_048;

    /// <summary>
    /// Settings of the client library, for every client, such as <c>security.protocol</c> and <c>sasl.mechanism</c>.
    /// They are applied first: what order and safety depend on cannot be changed by them.
    /// </summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Servers);
        ArgumentException.ThrowIfNullOrWhiteSpace(PublicTopic);
        ArgumentException.ThrowIfNullOrWhiteSpace(JournalTopic);
        ArgumentException.ThrowIfNullOrWhiteSpace(Source);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(WatermarkInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(PublishPatience, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(RecordBytesMax, 64 * 1024);
        ArgumentOutOfRangeException.ThrowIfLessThan(PartitionEventsMax, 2);
    }
}
