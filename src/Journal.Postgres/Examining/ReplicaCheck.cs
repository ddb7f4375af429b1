using System.Runtime.CompilerServices;
using Docket.Journal.Examining;
using Docket.Journal.Postgres.Connecting;
using Docket.Journal.Postgres.Copying;
using Npgsql;

namespace Docket.Journal.Postgres.Examining;

/// <summary>Whether the server that reads are to come from is a standby of this one, and shows what this one has.</summary>
internal sealed class ReplicaCheck : IPostgresCheck
{
    private const double SecondsMax = 10;

    public string Name => "replica";

    public bool Fits(Patient patient) => patient.ReplicaConnectionString is not null;

    public async IAsyncEnumerable<Finding> LookAsync(
        Patient patient, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(
            PostgresExamination.ForExamining(patient.ReplicaConnectionString!));
        if (await WhyUnreachableAsync(connection, cancellationToken) is { } unreachable)
        {
            yield return unreachable;
            yield break;
        }

        var replica = await ServerTraits.ReadAsync(connection, cancellationToken);
        if (WhyForeign(patient.Traits, replica) is { } foreign)
        {
            yield return foreign;
            yield break;
        }

        yield return await FollowingAsync(patient, connection, cancellationToken);
        if (patient.HasJournal) yield return await BehindAsync(patient, connection, cancellationToken);
    }

    private async Task<Finding?> WhyUnreachableAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await connection.OpenAsync(cancellationToken);
            return null;
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException)
        {
            var asked = new NpgsqlConnectionStringBuilder(connection.ConnectionString);
            return Finding.Problem(
                Name, $"{asked.Host}:{asked.Port} cannot be read: {failure.Message}",
                "Start the standby, or mend --replica. Services answer from the primary meanwhile, or with errors "
                    + "(--replica-fallback).");
        }
    }

    private Finding? WhyForeign(ServerTraits primary, ServerTraits replica)
    {
        if (replica.IsSameServerAs(primary) && !replica.IsStandby)
            return Finding.Problem(
                Name, "--replica leads to the primary itself: reads take nothing off it",
                "Point --replica at a standby, or leave it away.");
        if (replica.SystemIdentifier != primary.SystemIdentifier)
            return Finding.Problem(
                Name, "--replica is another cluster (its system identifier differs): nothing written here reaches it",
                "Make a streaming standby of this server with pg_basebackup -R, and point --replica at it.");
        return replica.IsStandby
            ? null
            : Finding.Problem(
                Name, "--replica is not in recovery: it follows no primary (read/write split without sync)",
                "It was promoted, or never was a standby: make it anew with pg_basebackup -R (or pg_rewind).");
    }

    private async Task<Finding> FollowingAsync(
        Patient patient, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(patient.Sql.Verb("examine_replica"), connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        var (isPaused, isReceiving) = (row.GetBoolean(0), row.GetBoolean(1));
        if (isPaused)
            return Finding.Problem(
                Name, "replay is paused on the standby: it shows nothing new",
                "On the standby: select pg_wal_replay_resume();");
        return isReceiving
            ? Finding.Ok(Name, "it is a standby of this server, and receives from it")
            : Finding.Problem(
                Name, "it is a standby, and receives from nobody",
                "Look into its log: primary_conninfo, the slot, and whether the log that it wants is still there.");
    }

    private async Task<Finding> BehindAsync(
        Patient patient, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // The primary first: what comes between the two looks is then not called missing.
        var here = await patient.Connection.HeadAsync(patient.Sql, cancellationToken);
        var there = await connection.HeadAsync(patient.Sql, cancellationToken);
        if (there >= here) return Finding.Ok(Name, "it shows every event that the primary has");
        await using var command = new NpgsqlCommand(patient.Sql.Verb("examine_lag"), patient.Connection);
        command.Parameters.AddWithValue(there.Value);
        var seconds = (double)(await command.ExecuteScalarAsync(cancellationToken))!;
        var found = $"it lacks {Amounts.Count(here.Value - there.Value)} events, the oldest for {Amounts.Seconds(seconds)}";
        return seconds > SecondsMax
            ? Finding.Problem(Name, found, "Look at the standby's load and log; services read it only below --replica-lag-max.")
            : Finding.Ok(Name, found);
    }
}
