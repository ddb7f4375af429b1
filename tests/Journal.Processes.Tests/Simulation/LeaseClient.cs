using Docket.Journal.Leasing;

namespace Docket.Journal.Processes.Tests.Simulation;

/// <summary>The leases as one machine reaches them.</summary>
internal sealed class LeaseClient(ILeases leases, Machine machine) : ILeases
{
    private static readonly TimeSpan Way = TimeSpan.FromMilliseconds(2);

    public async ValueTask<Lease?> TryTakeAsync(string name, string owner, TimeSpan length, CancellationToken cancellationToken)
    {
        await machine.HopAsync(Way);
        return await leases.TryTakeAsync(name, owner, length, cancellationToken);
    }

    public async ValueTask<IReadOnlyList<Lease>> RenewAsync(
        IReadOnlyList<Lease> renewed, TimeSpan length, CancellationToken cancellationToken)
    {
        await machine.HopAsync(Way);
        return await leases.RenewAsync(renewed, length, cancellationToken);
    }

    public async ValueTask ReleaseAsync(Lease lease, CancellationToken cancellationToken)
    {
        await machine.HopAsync(Way);
        await leases.ReleaseAsync(lease, cancellationToken);
    }

    public async ValueTask<IReadOnlyList<LeaseHolding>> ListAsync(string namePrefix, CancellationToken cancellationToken)
    {
        await machine.HopAsync(Way);
        return await leases.ListAsync(namePrefix, cancellationToken);
    }
}
