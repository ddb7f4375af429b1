using Confluent.Kafka;
using Docket.Journal.Kafka.Records;
using Docket.Journal.Outbox;
using Docket.Kafka.Mock;

namespace Docket.Journal.Kafka.Tests.Brokers;

/// <summary>A broker with both topics, and what an onlooker sees of them.</summary>
internal sealed class TestBroker : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public TestBroker(int partitions = OutboxPartitions.Count)
    {
        Options = new KafkaOptions
        {
            Servers = Cluster.Servers,
            // The mock lets a rebalance take the session's time less one second.
            Settings = new Dictionary<string, string>
            {
                ["session.timeout.ms"] = "1500",
                ["heartbeat.interval.ms"] = "200",
            },
        };
        Cluster.CreateTopic(Options.PublicTopic, partitions);
        Cluster.CreateTopic(Options.JournalTopic, partitions);
    }

    public MockCluster Cluster { get; } = new();

    public KafkaOptions Options { get; init; }

    /// <summary>Everything in a topic, in each partition's order, read until every partition's end.</summary>
    public IReadOnlyList<ConsumeResult<byte[], byte[]>> ReadAll(string topic)
    {
        using var consumer = NewReader();
        var open = new HashSet<int>();
        for (var p = 0; p < OutboxPartitions.Count; p++)
            if (consumer.QueryWatermarkOffsets(new TopicPartition(topic, p), Patience).High > 0) open.Add(p);
        consumer.Assign(open.Select(p => new TopicPartitionOffset(topic, p, Offset.Beginning)));
        var found = new List<ConsumeResult<byte[], byte[]>>();
        while (open.Count > 0)
        {
            var record = consumer.Consume(Patience) ?? throw new TimeoutException("The broker is silent.");
            if (record.IsPartitionEOF) open.Remove(record.Partition.Value);
            else found.Add(record);
        }

        return found;
    }

    /// <summary>Waits until some record of the journal's topic says that everything up to a position is there.</summary>
    public Task CompleteAsync(long position) => Task.Run(() =>
    {
        using var consumer = NewReader();
        consumer.Assign(Enumerable.Range(0, OutboxPartitions.Count).Select(
            p => new TopicPartitionOffset(Options.JournalTopic, p, Offset.Beginning)));
        while (true)
        {
            var record = consumer.Consume(Patience) ?? throw new TimeoutException($"Never complete to {position}.");
            if (!record.IsPartitionEOF && JournalRecord.Read(record).Complete.Value >= position) return;
        }
    });

    /// <summary>Waits until a group has committed an offset of a partition.</summary>
    public long WaitForCommit(string group, string topic, int partition)
    {
        using var consumer = NewReader(group);
        var deadline = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(deadline) < Patience)
        {
            // Asking takes a round trip: that paces it.
            var committed = consumer.Committed([new TopicPartition(topic, partition)], Patience)[0].Offset;
            if (committed >= 0) return committed.Value;
        }

        throw new TimeoutException($"The group {group} commits nothing of {topic} {partition}.");
    }

    public long High(string topic, int partition)
    {
        using var consumer = NewReader();
        return consumer.QueryWatermarkOffsets(new TopicPartition(topic, partition), Patience).High.Value;
    }

    public void Dispose() => Cluster.Dispose();

    private IConsumer<byte[], byte[]> NewReader(string group = "onlooker") =>
        new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig
        {
            BootstrapServers = Cluster.Servers,
            GroupId = group,
            EnableAutoCommit = false,
            EnablePartitionEof = true,
            FetchWaitMaxMs = 20,
        }).Build();
}
