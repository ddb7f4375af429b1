using Docket.Journal.Outbox;

namespace Docket.Journal.Postgres.Tests.Outbox;

/// <summary>Holds events back until it is let go; watermarks pass.</summary>
internal sealed class HeldPublisher(IPublisher publisher, Task letGo) : IPublisher
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>When the first event has come.</summary>
    public Task Reached => _reached.Task;

    public ValueTask TakeOverAsync(int partition, long epoch, CancellationToken cancellationToken) =>
        publisher.TakeOverAsync(partition, epoch, cancellationToken);

    public async ValueTask<PublishAnswer> PublishAsync(PublishBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Events.Count > 0)
        {
            _reached.TrySetResult();
            await letGo.WaitAsync(cancellationToken);
        }

        return await publisher.PublishAsync(batch, cancellationToken);
    }
}
