using Docket.Journal.Leasing;
using Docket.Journal.Postgres.Reading;
using Npgsql;
using NpgsqlTypes;

namespace Docket.Journal.Postgres.Leasing;

/// <summary>Leases in a table of the journal's database, timed by the server's clock: no process's clock matters.</summary>
/// <remarks>Whoever writes under a lease calls <c>docket.require_lease(name, epoch)</c> in the same transaction.</remarks>
public sealed class PostgresLeases : ILeases
{
    /// <summary>The SQLSTATE of a write under a lease that has another owner by now.</summary>
    public const string LostLeaseState = "DKT01";

    private readonly NpgsqlDataSource _database;
    private readonly SqlText _sql;

    /// <summary>Leases of the journal in this schema.</summary>
    public PostgresLeases(NpgsqlDataSource database, string schema) => (_database, _sql) = (database, new SqlText(schema));

    /// <inheritdoc/>
    public async ValueTask<Lease?> TryTakeAsync(
        string name, string owner, TimeSpan length, CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(_sql.Verb("take_lease"));
        command.Parameters.Add(EventReader.Value(name));
        command.Parameters.Add(EventReader.Value(owner));
        command.Parameters.Add(EventReader.Value(length));
        return await command.ExecuteScalarAsync(cancellationToken) is long epoch ? new Lease(name, owner, epoch) : null;
    }

    /// <summary>
    /// Takes some of the leases that nobody holds, without waiting for those that somebody is just taking or writing under
    /// (<c>FOR UPDATE SKIP LOCKED</c>). Only leases that were held before, or were laid down by a migration, are found.
    /// </summary>
    /// <param name="namePrefix">Which leases.</param>
    /// <param name="owner">Names the process, and no other one.</param>
    /// <param name="length">How long they last unless they are renewed.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<IReadOnlyList<Lease>> TakeFreeAsync(
        string namePrefix, string owner, TimeSpan length, int count, CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(_sql.Verb("take_free_leases"));
        command.Parameters.Add(EventReader.Value(namePrefix));
        command.Parameters.Add(EventReader.Value(owner));
        command.Parameters.Add(EventReader.Value(length));
        command.Parameters.Add(EventReader.Value(count));
        var taken = new List<Lease>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            taken.Add(new Lease(reader.GetString(0), owner, reader.GetInt64(1)));
        return taken;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Lease>> RenewAsync(
        IReadOnlyList<Lease> leases, TimeSpan length, CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(_sql.Verb("renew_leases"));
        command.Parameters.Add(EventReader.Value(leases.Select(lease => lease.Name).ToArray()));
        command.Parameters.Add(EventReader.Value(leases.Select(lease => lease.Epoch).ToArray()));
        command.Parameters.Add(EventReader.Value(length));
        var kept = new HashSet<string>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) kept.Add(reader.GetString(0));
        return [.. leases.Where(lease => kept.Contains(lease.Name))];
    }

    /// <inheritdoc/>
    public async ValueTask ReleaseAsync(Lease lease, CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(_sql.Verb("release_lease"));
        command.Parameters.Add(EventReader.Value(lease.Name));
        command.Parameters.Add(EventReader.Value(lease.Epoch));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<LeaseHolding>> ListAsync(string namePrefix, CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(_sql.Verb("list_leases"));
        command.Parameters.Add(new NpgsqlParameter { Value = namePrefix, NpgsqlDbType = NpgsqlDbType.Text });
        var found = new List<LeaseHolding>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            found.Add(new LeaseHolding(
                new Lease(reader.GetString(0), reader.GetString(1), reader.GetInt64(2)), reader.GetTimeSpan(3)));
        return found;
    }
}
