using Confluent.Kafka;
using Docket.Journal.Kafka.Records;
using Docket.Journal.Store;

namespace Docket.Journal.Kafka.JournalTopic;

/// <summary>Reads from the end of the topic how much of the journal is in it.</summary>
internal static class JournalTopicTail
{
    /// <summary>Records looked at in each partition. The last one would do, but for a former writer's that came late.</summary>
    private const int Records = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Every event up to here is in the topic; the start where it is empty.</summary>
    public static Position ReadComplete(
        IConsumer<byte[], byte[]> reader, string topic, int partitions, CancellationToken cancellationToken)
    {
        var ends = TopicEnds.ReadAll(reader, topic, partitions, Patience);
        var open = ends.Where(end => end.High > end.Low).ToDictionary(
            end => end.Partition, end => end.High);
        reader.Assign(ends.Where(end => end.High > end.Low).Select(
            end => new TopicPartitionOffset(topic, end.Partition, Math.Max(end.Low, end.High - Records))));
        var complete = Position.Start;
        while (open.Count > 0)
        {
            var record = reader.Consume(cancellationToken);
            if (record.IsPartitionEOF)
            {
                open.Remove(record.Partition.Value);
                continue;
            }

            var found = JournalRecord.Read(record).Complete;
            if (found > complete) complete = found;
            if (open.TryGetValue(record.Partition.Value, out var high) && record.Offset.Value >= high - 1)
                open.Remove(record.Partition.Value);
        }

        reader.Unassign();
        return complete;
    }
}
