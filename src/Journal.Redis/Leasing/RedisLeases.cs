using System.Globalization;
using Docket.Journal.Leasing;
using Docket.Journal.Redis.Connecting;
using StackExchange.Redis;

namespace Docket.Journal.Redis.Leasing;

/// <summary>Leases in Redis, by its clock, beside what they fence: each a hash of owner, epoch, and when it runs
/// out.</summary>
internal sealed class RedisLeases(RedisServer server, string prefix) : ILeases
{
    /// <summary>Where a lease lies; scripts compare its epoch.</summary>
    public RedisKey KeyOf(string name) => $"{prefix}:lease:{name}";

    public async ValueTask<Lease?> TryTakeAsync(
        string name, string owner, TimeSpan length, CancellationToken cancellationToken)
    {
        var epoch = await server.RunAsync(Scripts.TakeLease, [KeyOf(name)], [owner, Milliseconds(length)]);
        return epoch.IsNull ? null : new Lease(name, owner, (long)epoch);
    }

    public async ValueTask<IReadOnlyList<Lease>> RenewAsync(
        IReadOnlyList<Lease> leases, TimeSpan length, CancellationToken cancellationToken)
    {
        var renewed = await Task.WhenAll(leases.Select(lease => KeepAsync(lease, length)));
        return [.. leases.Where((_, i) => renewed[i])];
    }

    public async ValueTask ReleaseAsync(Lease lease, CancellationToken cancellationToken) =>
        await KeepAsync(lease, TimeSpan.Zero);

    public async ValueTask<IReadOnlyList<LeaseHolding>> ListAsync(
        string namePrefix, CancellationToken cancellationToken)
    {
        var found = new List<LeaseHolding>();
        await foreach (var key in Keys.FindAsync(server, KeyOf(namePrefix)!, cancellationToken))
        {
            var shown = await server.RunAsync(Scripts.ShowLease, [key], []);
            if (shown.IsNull) continue;
            var parts = (RedisValue[])shown!;
            var name = ((string)key!)[((string)KeyOf(""))!.Length..];
            found.Add(new LeaseHolding(
                new Lease(name, parts[0]!, (long)parts[1]), TimeSpan.FromMilliseconds((long)parts[2])));
        }

        return [.. found.OrderBy(one => one.Lease.Name, StringComparer.Ordinal)];
    }

    private async Task<bool> KeepAsync(Lease lease, TimeSpan length) => (bool)await server.RunAsync(
        Scripts.RenewLease, [KeyOf(lease.Name)], [lease.Owner, lease.Epoch, Milliseconds(length)]);

    private static RedisValue Milliseconds(TimeSpan time) =>
        ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}
