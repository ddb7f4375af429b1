using System.Collections.Concurrent;
using Docket.Journal.Leasing;
using Docket.Journal.Outbox;
using Docket.Journal.Postgres.Connecting;
using Docket.Journal.Postgres.Leasing;
using Docket.Journal.Postgres.Reading;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Docket.Journal.Postgres.Outbox;

/// <summary>
/// Which partitions this relay has: it says that it is there, renews what it holds, takes free ones up to its share, and
/// marks what is above it as surplus when another relay joins.
/// </summary>
internal sealed class RelayMembership(
    NpgsqlDataSource database, SqlText sql, OutboxRelayOptions options, (TimeProvider Clock, ILogger Logger) host)
{
    /// <summary>Of several relays with the change stream's engine the owner of this lease has the stream.</summary>
    private const string StreamLease = "relay-stream";

    private const string Prefix = "relay/";

    /// <summary>A lease survives two beats that do not come through.</summary>
    private const int BeatsInLease = 3;

    private readonly PostgresLeases _leases = new(database, options.Schema);
    private readonly ConcurrentDictionary<int, OwnedPartition> _owned = [];
    private Lease? _stream;

    /// <summary>Names this relay, and no other that ever was: a restarted process is a new owner with a new epoch.</summary>
    public string Owner { get; } = LeaseOwner.InThisProcess(host.Clock);

    /// <summary>What is held now.</summary>
    public ICollection<OwnedPartition> Owned => _owned.Values;

    /// <summary>Called when something changed; with whether this relay may have the change stream.</summary>
    public Action<bool> Changed { get; set; } = _ => { };

    /// <summary>Goes on until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await BeatAsync(cancellationToken);
            }
            catch (Exception failure) when (Faults.OfDatabase(failure))
            {
                host.Logger.RelayLeasesNotRenewed(failure);
            }

            await Task.Delay(options.LeaseLength / BeatsInLease, host.Clock, cancellationToken);
        }
    }

    /// <summary>Gives back one partition; nothing of it is under way.</summary>
    public async Task GiveBackAsync(OwnedPartition owned, CancellationToken cancellationToken)
    {
        if (!_owned.TryRemove(new(owned.Partition, owned))) return;
        await _leases.ReleaseAsync(owned.Lease, cancellationToken);
        host.Logger.PartitionGivenBack(owned.Partition, owned.Lease.Epoch);
    }

    /// <summary>Gives back everything, so that others need not wait for the leases' end.</summary>
    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        foreach (var owned in _owned.Values) await GiveBackAsync(owned, cancellationToken);
        if (_stream is not null) await _leases.ReleaseAsync(_stream, cancellationToken);
        await using var command = database.CreateCommand(sql.Verb("leave_relays"));
        command.Parameters.Add(EventReader.Value(Owner));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        var askedAt = host.Clock.GetTimestamp();
        await RenewAsync(askedAt, cancellationToken);
        if (options.Engine == RelayEngine.Cdc)
        {
            _stream ??= await _leases.TryTakeAsync(StreamLease, Owner, options.LeaseLength, cancellationToken);
            if (_stream is null) return; // Stands by: whoever has the stream has the partitions.
        }

        var share = Share(await JoinAsync(cancellationToken));
        var held = _owned.Values.OrderBy(owned => owned.Surplus).ToList();
        for (var i = 0; i < held.Count; i++) held[i].Surplus = i >= share;
        if (held.Count < share) await TakeAsync(share - held.Count, askedAt, cancellationToken);
        Changed(_stream is not null);
    }

    /// <summary>No relay takes more than its part of the whole, rounded up.</summary>
    private static int Share(long relays) => (int)((OutboxPartitions.Count + relays - 1) / relays);

    private async Task<long> JoinAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql.Verb("join_relays"));
        command.Parameters.Add(EventReader.Value(Owner));
        command.Parameters.Add(EventReader.Value(options.LeaseLength));
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task RenewAsync(long askedAt, CancellationToken cancellationToken)
    {
        var held = _owned.Values.ToList();
        var leases = held.Select(owned => owned.Lease).ToList();
        if (_stream is not null) leases.Add(_stream);
        if (leases.Count == 0) return;
        var renewed = (await _leases.RenewAsync(leases, options.LeaseLength, cancellationToken)).ToHashSet();
        foreach (var owned in held)
        {
            if (renewed.Contains(owned.Lease)) owned.Renewed(askedAt);
            else Lose(owned);
        }

        if (_stream is null || renewed.Contains(_stream)) return;
        _stream = null;
        Changed(false);
    }

    private void Lose(OwnedPartition owned)
    {
        owned.Lost = true;
        if (_owned.TryRemove(new(owned.Partition, owned)))
            host.Logger.PartitionLost(owned.Partition, owned.Lease.Epoch);
        Changed(_stream is not null);
    }

    private async Task TakeAsync(int wanted, long askedAt, CancellationToken cancellationToken)
    {
        foreach (var lease in await _leases.TakeFreeAsync(
            Prefix, Owner, options.LeaseLength, wanted, cancellationToken))
        {
            var partition = int.Parse(lease.Name.AsSpan(Prefix.Length), System.Globalization.CultureInfo.InvariantCulture);
            var owned = new OwnedPartition(partition, lease);
            owned.Renewed(askedAt);
            _owned[partition] = owned;
            host.Logger.PartitionTaken(partition, lease.Epoch);
        }
    }
}
