using Docket.Journal.Outbox;

namespace Docket.Journal.Postgres.Bench;

/// <summary>Holds events back until it lets go; watermarks pass.</summary>
internal sealed class HeldPublisher(IPublisher publisher, bool held) : IPublisher
{
    private readonly TaskCompletionSource _letGo = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void LetGo() => _letGo.TrySetResult();

    public ValueTask TakeOverAsync(int partition, long epoch, CancellationToken cancellationToken) =>
        publisher.TakeOverAsync(partition, epoch, cancellationToken);

    public async ValueTask<PublishAnswer> PublishAsync(PublishBatch batch, CancellationToken cancellationToken)
    {
        if (held && batch.Events.Count > 0) await _letGo.Task.WaitAsync(cancellationToken);
        return await publisher.PublishAsync(batch, cancellationToken);
    }
}
