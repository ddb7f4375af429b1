using Docket.Journal.Outbox;

namespace Docket.Journal.Kafka.Topics;

/// <summary>What a topic must be like.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Partitions">Exactly so many: which partition a key is in follows from it.</param>
/// <param name="RecordBytesMax">At least so large a record must be taken.</param>
public sealed record TopicPlan(string Name, int Partitions, int RecordBytesMax)
{
    /// <summary>How long records are kept at least. Default 7 days; infinite for ever.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Copies of a partition, when the topic is made. Null, the default: as the cluster's own default says.</summary>
    public short? Replicas { get; init; }

    /// <summary>The topic of public events: a partition for each of the outbox's.</summary>
    public static TopicPlan OfPublicEvents(KafkaOptions options) =>
        new(options.PublicTopic, OutboxPartitions.Count, options.RecordBytesMax);

    /// <summary>The topic of the journal.</summary>
    public static TopicPlan OfJournal(KafkaOptions options) =>
        new(options.JournalTopic, OutboxPartitions.Count, options.RecordBytesMax);
}
