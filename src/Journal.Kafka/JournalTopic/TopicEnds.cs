using Confluent.Kafka;

namespace Docket.Journal.Kafka.JournalTopic;

/// <summary>What a partition holds now: from <paramref name="Low"/> to before <paramref name="High"/>.</summary>
internal readonly record struct PartitionEnds(int Partition, long Low, long High);

/// <summary>Asks the brokers what the partitions hold.</summary>
internal static class TopicEnds
{
    public static IReadOnlyList<PartitionEnds> ReadAll(
        IConsumer<byte[], byte[]> reader, string topic, int partitions, TimeSpan patience) =>
        [.. Enumerable.Range(0, partitions).Select(partition => Read(reader, topic, partition, patience))];

    public static PartitionEnds Read(IConsumer<byte[], byte[]> reader, string topic, int partition, TimeSpan patience)
    {
        var ends = reader.QueryWatermarkOffsets(new TopicPartition(topic, partition), patience);
        return new PartitionEnds(partition, ends.Low.Value, ends.High.Value);
    }
}
