using Docket.Journal.Kafka;
using Docket.Journal.Kafka.Publishing;
using Docket.Journal.Outbox;

namespace Docket.Host.Composition.Kafka;

/// <summary>A publisher that refuses for now, and says why, until the topics are as they must be.</summary>
internal sealed class GatedPublisher(KafkaPublisher publisher, TopicGate gate) : IPublisher, IDisposable
{
    public ValueTask TakeOverAsync(int partition, long epoch, CancellationToken cancellationToken) =>
        publisher.TakeOverAsync(partition, epoch, cancellationToken);

    public ValueTask<PublishAnswer> PublishAsync(PublishBatch batch, CancellationToken cancellationToken) => gate.IsOpen
        ? publisher.PublishAsync(batch, cancellationToken)
        : throw new KafkaWriteException(new InvalidOperationException(gate.Why));

    public void Dispose() => publisher.Dispose();
}
