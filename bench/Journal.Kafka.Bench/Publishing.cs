using Docket.Journal.Kafka.Publishing;
using Docket.Journal.Outbox;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.Journal.Kafka.Bench;

/// <summary>Publishes as relays do: the partitions side by side, in each one batch after the other.</summary>
internal static class Publishing
{
    private const int BatchEvents = 500;
    private static readonly byte[] Payload = System.Text.Encoding.UTF8.GetBytes(
        $$"""{"order_id":"8471","lines":"{{new string('x', 360)}}"}""");

    public static async Task RunAsync(KafkaOptions options, int events)
    {
        using var publisher = new KafkaPublisher(options, NullLogger.Instance);
        var each = events / OutboxPartitions.Count;
        await Task.WhenAll(Enumerable.Range(0, OutboxPartitions.Count).Select(
            partition => Task.Run(() => PublishAsync(publisher, partition, each))));
    }

    private static async Task PublishAsync(KafkaPublisher publisher, int partition, int events)
    {
        var id = Guid.CreateVersion7(DateTimeOffset.UnixEpoch);
        for (var done = 0; done < events; done += BatchEvents)
        {
            var batch = Enumerable.Range(done + 1, Math.Min(BatchEvents, events - done))
                .Select(n => new OutgoingEvent(id, new Position(n), "order", $"{partition}-{n % 50}", "docket.order.placed.v1", Payload));
            var answer = await publisher.PublishAsync(new PublishBatch(partition, 1, [.. batch]), CancellationToken.None);
            if (answer.Refusal is { } reason) throw new InvalidOperationException(reason);
        }
    }
}
