using System.Globalization;
using Docket.Journal.Leasing;

namespace Docket.Journal.Processes.Running;

/// <summary>
/// Takes this process's fair share of the partitions, keeps it, and gives back what another one should have.
/// </summary>
/// <remarks>
/// Processes know of each other by leases on numbered seats: a process that has no partition yet is seen by its seat,
/// and the others make room.
/// </remarks>
internal sealed class PartitionLeases(ILeases leases, string prefix, string owner, TimeSpan length)
{
    private string SeatPrefix { get; } = $"{prefix}/seat/";

    private string PartitionPrefix { get; } = $"{prefix}/partition/";

    private Lease? _seat;

    /// <summary>Makes those held last longer.</summary>
    /// <returns>Those that were lost.</returns>
    public async ValueTask<IReadOnlyList<OwnedPartition>> RenewAsync(
        IReadOnlyList<OwnedPartition> held, CancellationToken cancellationToken)
    {
        if (held.Count == 0) return [];
        var kept = await leases.RenewAsync([.. held.Select(partition => partition.Lease)], length, cancellationToken);
        return [.. held.Where(partition => !kept.Contains(partition.Lease))];
    }

    /// <summary>How many partitions this process should have, with as many processes as there are.</summary>
    public async ValueTask<int> FairShareAsync(CancellationToken cancellationToken)
    {
        await TakeSeatAsync(cancellationToken);
        var seats = await leases.ListAsync(SeatPrefix, cancellationToken);
        var others = seats.Count(seat => seat.Left > TimeSpan.Zero && seat.Lease.Owner != owner);
        return (ProcessPartitions.Count + others) / (others + 1);
    }

    /// <summary>Takes free partitions, so many at most.</summary>
    public async ValueTask<IReadOnlyList<OwnedPartition>> TakeAsync(
        IReadOnlyCollection<OwnedPartition> held, int most, CancellationToken cancellationToken)
    {
        var gained = new List<OwnedPartition>();
        for (var number = 0; number < ProcessPartitions.Count && gained.Count < most; number++)
        {
            if (held.Any(partition => partition.Number == number)) continue;
            if (await leases.TryTakeAsync(Name(PartitionPrefix, number), owner, length, cancellationToken) is { } lease)
                gained.Add(new OwnedPartition(number, lease));
        }

        return gained;
    }

    public ValueTask ReleaseAsync(OwnedPartition partition, CancellationToken cancellationToken) =>
        leases.ReleaseAsync(partition.Lease, cancellationToken);

    /// <summary>Others need not wait for a process that says goodbye.</summary>
    public async ValueTask LeaveAsync(CancellationToken cancellationToken)
    {
        if (_seat is not null) await leases.ReleaseAsync(_seat, cancellationToken);
    }

    private async ValueTask TakeSeatAsync(CancellationToken cancellationToken)
    {
        if (_seat is not null && (await leases.RenewAsync([_seat], length, cancellationToken)).Count == 1) return;
        _seat = null;
        for (var number = 0; number < ProcessPartitions.Count && _seat is null; number++)
            _seat = await leases.TryTakeAsync(Name(SeatPrefix, number), owner, length, cancellationToken);
    }

    private static string Name(string prefix, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}{number:00}");
}
