namespace Docket.Journal.Leasing;

/// <summary>Leases within one process, for a journal that only one process writes; timed by its clock.</summary>
/// <remarks>They end with the process, and so does the only owner there can be.</remarks>
public sealed class InProcessLeases(TimeProvider clock) : ILeases
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, Holding> _holdings = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask<Lease?> TryTakeAsync(
        string name, string owner, TimeSpan length, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            var former = _holdings.GetValueOrDefault(name);
            var isMine = former?.Lease.Owner == owner;
            if (former is not null && !isMine && former.Until > now) return ValueTask.FromResult<Lease?>(null);
            var lease = isMine ? former!.Lease : new Lease(name, owner, (former?.Lease.Epoch ?? 0) + 1);
            _holdings[name] = new Holding(lease, now + length);
            return ValueTask.FromResult<Lease?>(lease);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Lease>> RenewAsync(
        IReadOnlyList<Lease> leases, TimeSpan length, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var until = clock.GetUtcNow() + length;
            var kept = leases.Where(lease => _holdings.GetValueOrDefault(lease.Name)?.Lease == lease).ToList();
            foreach (var lease in kept) _holdings[lease.Name] = new Holding(lease, until);
            return ValueTask.FromResult<IReadOnlyList<Lease>>(kept);
        }
    }

    /// <inheritdoc/>
    public ValueTask ReleaseAsync(Lease lease, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_holdings.GetValueOrDefault(lease.Name)?.Lease == lease)
                _holdings[lease.Name] = new Holding(lease, DateTimeOffset.MinValue);
            return ValueTask.CompletedTask;
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<LeaseHolding>> ListAsync(string namePrefix, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            return ValueTask.FromResult<IReadOnlyList<LeaseHolding>>(
            [
                .. _holdings.Values.Where(holding => holding.Lease.Name.StartsWith(namePrefix, StringComparison.Ordinal))
                    .Select(holding => new LeaseHolding(
                        holding.Lease, holding.Until > now ? holding.Until - now : TimeSpan.Zero)),
            ]);
        }
    }

    private sealed record Holding(Lease Lease, DateTimeOffset Until);
}
