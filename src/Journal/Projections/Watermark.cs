using Docket.Journal.Store;

namespace Docket.Journal.Projections;

/// <summary>How far a view is, and who waits for it to be further. Waking is by signal: nobody polls.</summary>
public sealed class Watermark
{
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private readonly SortedSet<Waiter> _waiters = new(Comparer<Waiter>.Create(Waiter.Compare));
    private long _position;
    private long _lastTicket;

    /// <summary>Starts at a position.</summary>
    public Watermark(Position position, TimeProvider clock)
    {
        _position = position.Value;
        _clock = clock;
    }

    /// <summary>Everything up to here is applied, or parked.</summary>
    public Position Position => new(Volatile.Read(ref _position));

    /// <summary>Readers that wait now.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate) return _waiters.Count;
        }
    }

    /// <summary>Moves forward and wakes who waited for this. An older position changes nothing.</summary>
    public void Advance(Position position)
    {
        List<Waiter>? reached = null;
        lock (_gate)
        {
            if (position.Value <= _position) return;
            Volatile.Write(ref _position, position.Value);
            while (_waiters.Count > 0 && _waiters.Min is { } first && first.Position <= position.Value)
            {
                _waiters.Remove(first);
                (reached ??= []).Add(first);
            }
        }

        foreach (var waiter in reached ?? []) waiter.Woken.SetResult();
    }

    /// <summary>Waits until the watermark is at a position.</summary>
    /// <param name="position">What to wait for; it may be ahead of the journal.</param>
    /// <param name="patience">How long at most; <see cref="Timeout.InfiniteTimeSpan"/> as long as it takes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it got there in time.</returns>
    public async ValueTask<bool> WaitForAsync(Position position, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (position <= Position) return true;
        if (patience <= TimeSpan.Zero && patience != Timeout.InfiniteTimeSpan) return false;
        if (Join(position) is not { } waiter) return true;
        try
        {
            await waiter.Woken.Task.WaitAsync(patience, _clock, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return position <= Position;
        }
        finally
        {
            lock (_gate) _waiters.Remove(waiter);
        }
    }

    private Waiter? Join(Position position)
    {
        lock (_gate)
        {
            if (position.Value <= _position) return null;
            var waiter = new Waiter(position.Value, ++_lastTicket);
            _waiters.Add(waiter);
            return waiter;
        }
    }

    private sealed record Waiter(long Position, long Ticket)
    {
        public TaskCompletionSource Woken { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public static int Compare(Waiter x, Waiter y) =>
            x.Position != y.Position ? x.Position.CompareTo(y.Position) : x.Ticket.CompareTo(y.Ticket);
    }
}
