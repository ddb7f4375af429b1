namespace Docket.Journal.Store;

/// <summary>Lets readers sleep until the head moves: a store raises it after each durable batch.</summary>
public sealed class AppendSignal
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _moved;
    private long _head;

    /// <summary>Starts at a head.</summary>
    public AppendSignal(Position head) => _head = head.Value;

    /// <summary>The newest position that was raised.</summary>
    public Position Head => new(Volatile.Read(ref _head));

    /// <summary>Moves the head forward and wakes who waits. An older position than the head changes nothing.</summary>
    public void Raise(Position head)
    {
        TaskCompletionSource? moved;
        lock (_gate)
        {
            if (head.Value <= _head) return;
            Volatile.Write(ref _head, head.Value);
            moved = _moved;
            _moved = null;
        }

        moved?.SetResult();
    }

    /// <summary>Waits until the head is after a position.</summary>
    public async ValueTask<Position> WaitAsync(Position after, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task moved;
            lock (_gate)
            {
                if (_head > after.Value) return new Position(_head);
                _moved ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                moved = _moved.Task;
            }

            await moved.WaitAsync(cancellationToken);
        }
    }
}
