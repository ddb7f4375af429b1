using Docket.Journal.Store;

namespace Docket.Journal.Kafka.JournalTopic;

/// <summary>Which of the events on their way have arrived: up to where all have, and whether there is room for more.</summary>
/// <remarks>Sent by one thread in the order of their positions; acknowledged by another in any order.</remarks>
internal sealed class Acknowledgements(Position from, int underWayMax)
{
    private readonly Lock _gate = new();
    private readonly GaplessRun _arrived = new(from, underWayMax);
    private long _sent = from.Value;
    private Exception? _failure;
    private TaskCompletionSource _moved = NewSignal();

    /// <summary>Everything up to here has arrived.</summary>
    public Position Complete
    {
        get
        {
            lock (_gate) return _arrived.Through;
        }
    }

    /// <summary>Waits until one more may be sent, and counts it.</summary>
    public async ValueTask SendAsync(Position position, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task moved;
            lock (_gate)
            {
                if (_failure is not null) throw new KafkaWriteException(_failure);
                if (position.Value != _sent + 1) throw new InvalidOperationException($"{position} was sent after {_sent}.");
                if (_sent - _arrived.Through.Value < underWayMax)
                {
                    _sent++;
                    return;
                }

                moved = _moved.Task;
            }

            await moved.WaitAsync(cancellationToken);
        }
    }

    public void Arrived(Position position)
    {
        lock (_gate)
        {
            var before = _arrived.Through;
            _arrived.Come(position);
            if (_arrived.Through > before) Wake();
        }
    }

    /// <summary>Nothing more can arrive.</summary>
    public void Fail(Exception failure)
    {
        lock (_gate)
        {
            _failure ??= failure;
            Wake();
        }
    }

    /// <summary>Waits until everything up to a later position than this has arrived.</summary>
    /// <exception cref="KafkaWriteException">Nothing more can arrive.</exception>
    public async ValueTask<Position> WaitBeyondAsync(Position position, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task moved;
            lock (_gate)
            {
                if (_failure is not null) throw new KafkaWriteException(_failure);
                if (_arrived.Through > position) return _arrived.Through;
                moved = _moved.Task;
            }

            await moved.WaitAsync(cancellationToken);
        }
    }

    private void Wake()
    {
        var moved = _moved;
        _moved = NewSignal();
        moved.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
