using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Docket.Journal.Processes.Tests.Simulation;

/// <summary>
/// Time, network and machines of a simulation on one thread: whatever happens is an entry in one queue, ordered by
/// virtual time, so that a seed decides everything and replays exactly.
/// </summary>
internal sealed class World(int seed)
{
    private readonly PriorityQueue<Entry, (long Ticks, long Order)> _queue = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private long _order;

    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public Random Random { get; } = new(seed);

    public DateTimeOffset Now { get; private set; } = Start;

    /// <summary>How often code of a machine was run: each is the way from one await to the next.</summary>
    public long Turns { get; private set; }

    /// <summary>Called after each turn of a machine; here machines are crashed.</summary>
    public Action<Machine>? AfterTurn { get; set; }

    /// <summary>Lets something happen later; not any more where its machine is dead by then.</summary>
    public void After(TimeSpan delay, Machine? machine, Action happens)
    {
        if (Environment.CurrentManagedThreadId != _thread)
            throw new InvalidOperationException("Something left the simulation's thread: it would not replay.");
        var at = Now + delay;
        _queue.Enqueue(new Entry(at, machine, happens), (at.UtcTicks, _order++));
    }

    /// <summary>A delay from nothing to so much.</summary>
    public TimeSpan UpTo(TimeSpan most) => most * Random.NextDouble();

    public bool Chance(double probability) => Random.NextDouble() < probability;

    /// <summary>The same answer for the same thing in every run of this seed, whatever else happens in it.</summary>
    public bool Fate(string thing, double probability)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}/{thing}")));
        return BinaryPrimitives.ReadUInt32BigEndian(hash) / (uint.MaxValue + 1.0) < probability;
    }

    /// <summary>Runs until the condition holds, nothing can happen any more, or the time is up.</summary>
    /// <returns>Whether the condition holds.</returns>
    public bool RunUntil(Func<bool> done, TimeSpan most)
    {
        var (until, outside) = (Now + most, SynchronizationContext.Current);
        try
        {
            while (!done())
            {
                if (!_queue.TryPeek(out var next, out _) || next.At > until)
                {
                    Now = until;
                    return false;
                }

                _queue.Dequeue();
                Now = next.At;
                Turn(next);
            }

            return true;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outside);
        }
    }

    private void Turn(Entry entry)
    {
        if (entry.Machine is { IsAlive: false }) return;
        SynchronizationContext.SetSynchronizationContext(entry.Machine);
        entry.Happens();
        if (entry.Machine is null) return;
        Turns++;
        AfterTurn?.Invoke(entry.Machine);
    }

    private sealed record Entry(DateTimeOffset At, Machine? Machine, Action Happens);
}
