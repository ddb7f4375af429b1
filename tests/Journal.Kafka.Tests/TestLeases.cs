using Docket.Journal.Leasing;

namespace Docket.Journal.Kafka.Tests;

/// <summary>One lease, that goes to another owner when a test says so.</summary>
internal sealed class TestLeases : ILeases
{
    private readonly Lock _gate = new();
    private string? _owner;
    private long _epoch;

    /// <summary>Ends the owner's right without telling it.</summary>
    public void Seize()
    {
        lock (_gate) _owner = null;
    }

    public ValueTask<Lease?> TryTakeAsync(string name, string owner, TimeSpan length, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_owner is not null && _owner != owner) return ValueTask.FromResult<Lease?>(null);
            if (_owner is null) _epoch++;
            _owner = owner;
            return ValueTask.FromResult<Lease?>(new Lease(name, owner, _epoch));
        }
    }

    public ValueTask<IReadOnlyList<Lease>> RenewAsync(
        IReadOnlyList<Lease> leases, TimeSpan length, CancellationToken cancellationToken)
    {
        lock (_gate) return ValueTask.FromResult<IReadOnlyList<Lease>>([.. leases.Where(lease => lease.Owner == _owner && lease.Epoch == _epoch)]);
    }

    public ValueTask ReleaseAsync(Lease lease, CancellationToken cancellationToken)
    {
        lock (_gate)
            if (lease.Owner == _owner && lease.Epoch == _epoch) _owner = null;
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<LeaseHolding>> ListAsync(string namePrefix, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<LeaseHolding>>([]);
}
