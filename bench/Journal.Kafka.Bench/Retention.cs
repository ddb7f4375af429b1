using Confluent.Kafka;
using Docket.Journal.Kafka.Topics;
using Docket.Kafka.Mock;

namespace Docket.Journal.Kafka.Bench;

/// <summary>Has the mock broker keep little: it looks through all that it keeps at every fetch, which no broker
/// does.</summary>
internal static class Retention
{
    private const int RecordsKept = 512;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task KeepShortAsync(MockCluster mock, IReadOnlyList<TopicPlan> topics)
    {
        var settings = new ConsumerConfig { BootstrapServers = mock.Servers, GroupId = "retention" };
        using var asking = new ConsumerBuilder<Ignore, Ignore>(settings).Build();
        while (true)
        {
            await Task.Delay(Interval, TimeProvider.System);
            foreach (var topic in topics)
                for (var partition = 0; partition < topic.Partitions; partition++)
                {
                    var ends = asking.QueryWatermarkOffsets(new TopicPartition(topic.Name, partition), Patience);
                    if (ends.High.Value - ends.Low.Value > RecordsKept)
                        mock.DropBefore(topic.Name, partition, ends.High.Value - RecordsKept);
                }
        }
    }
}
