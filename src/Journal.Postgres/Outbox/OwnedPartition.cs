using Docket.Journal.Leasing;

namespace Docket.Journal.Postgres.Outbox;

/// <summary>A partition whose lease this relay holds.</summary>
internal sealed class OwnedPartition(int partition, Lease lease)
{
    private long _renewedAt;
    private volatile bool _surplus;
    private volatile bool _lost;

    public int Partition => partition;

    public Lease Lease => lease;

    /// <summary>Another relay is to have it: finish what is under way and give it back.</summary>
    public bool Surplus { get => _surplus; set => _surplus = value; }

    /// <summary>Another relay has it.</summary>
    public bool Lost { get => _lost; set => _lost = value; }

    /// <summary>When the lease was asked for; its time runs from there at the earliest.</summary>
    public void Renewed(long askedAt) => Volatile.Write(ref _renewedAt, askedAt);

    /// <summary>
    /// By our own clock the lease still holds. It keeps a slow relay from publishing what another one has by now; a paused
    /// one goes past it, and is refused where it writes.
    /// </summary>
    public bool Holds(TimeSpan length, TimeProvider clock) =>
        !_lost && clock.GetElapsedTime(Volatile.Read(ref _renewedAt)) < length;
}
