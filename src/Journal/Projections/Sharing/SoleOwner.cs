using Docket.Journal.Leasing;

namespace Docket.Journal.Projections.Sharing;

/// <summary>Leases where only this process can write the journal, and so owns whatever it asks for.</summary>
public sealed class SoleOwner : ILeases
{
    /// <inheritdoc/>
    public ValueTask<Lease?> TryTakeAsync(
        string name, string owner, TimeSpan length, CancellationToken cancellationToken) =>
        ValueTask.FromResult<Lease?>(new Lease(name, owner, 1));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Lease>> RenewAsync(
        IReadOnlyList<Lease> leases, TimeSpan length, CancellationToken cancellationToken) => ValueTask.FromResult(leases);

    /// <inheritdoc/>
    public ValueTask ReleaseAsync(Lease lease, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<LeaseHolding>> ListAsync(string namePrefix, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<LeaseHolding>>([]);
}
