using Docket.Journal.Store;

namespace Docket.Journal.Processes.Running;

/// <summary>
/// Timers by when they are due, 16 bytes each: the time, and the position of the event that set it. Whose timer it is
/// stands in the journal, and is read when it is due.
/// </summary>
/// <remarks>
/// A timer that was overtaken stays until it is due and then does nothing: to find it earlier would cost more memory
/// for each than it takes itself.
/// </remarks>
internal sealed class TimerQueue
{
    private readonly PriorityQueue<long, long> _positions = new();

    public int Count => _positions.Count;

    /// <summary>When the earliest is due; null where there is none.</summary>
    public DateTimeOffset? Next =>
        _positions.TryPeek(out _, out var ticks) ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    public void Add(DateTimeOffset due, Position setAt) => _positions.Enqueue(setAt.Value, due.UtcTicks);

    /// <summary>Takes out the earliest one that is due by now; null where none is.</summary>
    public (DateTimeOffset Due, Position SetAt)? TakeDue(DateTimeOffset now)
    {
        if (Next is not { } due || due > now) return null;
        return (due, new Position(_positions.Dequeue()));
    }
}
