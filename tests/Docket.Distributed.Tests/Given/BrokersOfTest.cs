using Confluent.Kafka;
using Docket.Kafka.Mock;

namespace Docket.Distributed.Tests.Given;

/// <summary>A broker of a test's own, with both topics, and what an onlooker sees of them.</summary>
internal sealed class BrokersOfTest : IDisposable
{
    public const string PublicTopic = "docket.orders.v1";
    public const string JournalTopic = "docket.journal.v1";
    private const int Partitions = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public BrokersOfTest(int partitions = Partitions)
    {
        Cluster.CreateTopic(PublicTopic, partitions);
        Cluster.CreateTopic(JournalTopic, partitions);
    }

    public MockCluster Cluster { get; } = new();

    public string Servers => Cluster.Servers;

    /// <summary>Everything in a topic, in each partition's order, read until every partition's end.</summary>
    public IReadOnlyList<ConsumeResult<byte[], byte[]>> ReadAll(string topic)
    {
        using var consumer = NewReader();
        var open = Enumerable.Range(0, Partitions).Where(partition => High(consumer, topic, partition) > 0).ToHashSet();
        consumer.Assign(open.Select(partition => new TopicPartitionOffset(topic, partition, Offset.Beginning)));
        var found = new List<ConsumeResult<byte[], byte[]>>();
        while (open.Count > 0)
        {
            var record = consumer.Consume(Patience) ?? throw new TimeoutException("The broker is silent.");
            if (record.IsPartitionEOF) open.Remove(record.Partition.Value);
            else found.Add(record);
        }

        return found;
    }

    /// <summary>Public events, without watermarks, once there are so many different ones.</summary>
    public IReadOnlyList<ConsumeResult<byte[], byte[]>> ReadPublished(int different)
    {
        while (true)
        {
            var events = ReadAll(PublicTopic).Where(record => IdOf(record) is not null).ToList();
            if (events.DistinctBy(IdOf).Count() >= different) return events;
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Writes records once more, in this order, each to the end of its partition.</summary>
    public void WriteAgain(IEnumerable<ConsumeResult<byte[], byte[]>> records)
    {
        using var producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig { BootstrapServers = Servers }).Build();
        foreach (var record in records)
            producer.Produce(new TopicPartition(record.Topic, record.Partition), record.Message);
        Assert.Equal(0, producer.Flush(Patience));
    }

    /// <summary>What retention does: drops the older half of every partition.</summary>
    public void DropOlderHalf(string topic)
    {
        using var consumer = NewReader();
        for (var partition = 0; partition < Partitions; partition++)
            Cluster.DropBefore(topic, partition, High(consumer, topic, partition) / 2);
    }

    public static string? IdOf(ConsumeResult<byte[], byte[]> record) =>
        record.Message.Headers?.TryGetLastBytes("ce_id", out var id) == true ? System.Text.Encoding.ASCII.GetString(id) : null;

    public void Dispose() => Cluster.Dispose();

    private static long High(IConsumer<byte[], byte[]> consumer, string topic, int partition) =>
        consumer.QueryWatermarkOffsets(new TopicPartition(topic, partition), Patience).High.Value;

    private IConsumer<byte[], byte[]> NewReader() => new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig
    {
        BootstrapServers = Servers,
        GroupId = "onlooker",
        EnableAutoCommit = false,
        EnablePartitionEof = true,
        FetchWaitMaxMs = 20,
    }).Build();
}
