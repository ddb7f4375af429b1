using System.Collections.Concurrent;
using Docket.Journal.Leasing;

namespace Docket.ReadModels.Tests.Given;

/// <summary>Leases that last until they are given back or taken away by the test.</summary>
internal sealed class OneOwner : ILeases
{
    private readonly ConcurrentDictionary<string, Lease> _held = new(StringComparer.Ordinal);

    public ValueTask<Lease?> TryTakeAsync(string name, string owner, TimeSpan length, CancellationToken cancellationToken)
    {
        var lease = new Lease(name, owner, 1);
        return ValueTask.FromResult(_held.GetOrAdd(name, lease).Owner == owner ? lease : null);
    }

    public ValueTask<IReadOnlyList<Lease>> RenewAsync(
        IReadOnlyList<Lease> leases, TimeSpan length, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<Lease>>(
            [.. leases.Where(lease => _held.TryGetValue(lease.Name, out var held) && held == lease)]);

    public ValueTask ReleaseAsync(Lease lease, CancellationToken cancellationToken)
    {
        _held.TryRemove(new(lease.Name, lease));
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<LeaseHolding>> ListAsync(string namePrefix, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<LeaseHolding>>([]);

    /// <summary>Takes every lease away; whoever had it does not know yet.</summary>
    public void TakeAllAway() => _held.Clear();
}
