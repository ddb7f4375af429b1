using Docket.Journal.Store;

namespace Docket.Journal.Outbox;

/// <summary>Keeps what is published, for tests and trials. Refuses former owners, and whatever it is told to refuse.</summary>
public sealed class InMemoryPublisher : IPublisher
{
    private readonly Lock _gate = new();
    private readonly long[] _epochs = new long[OutboxPartitions.Count];
    private readonly Position[] _watermarks = new Position[OutboxPartitions.Count];
    private readonly List<OutgoingEvent> _published = [];
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Func<OutgoingEvent, string?> _refuse = _ => null;

    /// <summary>Everything published so far, repeats too, by the order of its publishing.</summary>
    public IReadOnlyList<OutgoingEvent> Published
    {
        get
        {
            lock (_gate) return [.. _published];
        }
    }

    /// <summary>Up to where everything of a partition has been published.</summary>
    public Position Watermark(int partition)
    {
        lock (_gate) return _watermarks[partition];
    }

    /// <summary>Refuses from now on what this gives a reason for.</summary>
    public void Refuse(Func<OutgoingEvent, string?> reason)
    {
        lock (_gate) _refuse = reason;
    }

    /// <summary>Waits until what was published is as wanted.</summary>
    public async Task WaitAsync(Func<InMemoryPublisher, bool> wanted, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task moved;
            lock (_gate) moved = _moved.Task;
            if (wanted(this)) return;
            await moved.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public ValueTask TakeOverAsync(int partition, long epoch, CancellationToken cancellationToken)
    {
        lock (_gate) Require(partition, epoch);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<PublishAnswer> PublishAsync(PublishBatch batch, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Require(batch.Partition, batch.Epoch);
            var answer = Take(batch);
            var moved = _moved;
            _moved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            moved.SetResult();
            return ValueTask.FromResult(answer);
        }
    }

    private PublishAnswer Take(PublishBatch batch)
    {
        for (var i = 0; i < batch.Events.Count; i++)
        {
            if (_refuse(batch.Events[i]) is { } reason) return new PublishAnswer(i, reason);
            _published.Add(batch.Events[i]);
        }

        if (batch.Watermark is { } watermark && watermark > _watermarks[batch.Partition])
            _watermarks[batch.Partition] = watermark;
        return new PublishAnswer(batch.Events.Count);
    }

    private void Require(int partition, long epoch)
    {
        if (epoch < _epochs[partition]) throw new StaleEpochException(partition, epoch, _epochs[partition]);
        _epochs[partition] = epoch;
    }
}
