using System.Runtime.CompilerServices;
using Docket.Journal.Examining;
using Npgsql;

namespace Docket.Journal.Postgres.Examining;

/// <summary>Which standbys follow this server, and how far behind they are.</summary>
internal sealed class StandbyCheck : IPostgresCheck
{
    private const long BytesMax = 64L << 20;
    private const double SecondsMax = 10;

    public string Name => "standbys";

    public bool Fits(Patient patient) => !patient.Traits.IsStandby;

    public async IAsyncEnumerable<Finding> LookAsync(
        Patient patient, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var any = false;
        await foreach (var row in patient.RowsAsync("examine_standbys", cancellationToken))
        {
            any = true;
            yield return Of(row);
        }

        if (any) yield break;
        yield return patient.ReplicaConnectionString is null
            ? Finding.Ok(Name, "none is attached, and none is configured")
            : Finding.Problem(
                Name, "a read replica is configured, and no standby follows this server: read/write split without sync",
                "Make a streaming standby of it (pg_basebackup -R), or mend primary_conninfo on the one there is.");
    }

    private Finding Of(NpgsqlDataReader row)
    {
        var standby = $"{row.GetString(0)} ({row.GetString(1)})";
        if (row.IsDBNull(2))
            return Finding.Warning(
                Name, $"{standby} is attached; this user may not see how far behind it is",
                "As a superuser: grant pg_monitor to this user, or run the doctor as the owner.");
        var (bytes, seconds) = (row.IsDBNull(3) ? 0 : row.GetInt64(3), row.IsDBNull(4) ? 0 : row.GetDouble(4));
        var found = $"{standby} is {row.GetString(2)}, {Amounts.Bytes(bytes)} and {Amounts.Seconds(seconds)} behind";
        return bytes > BytesMax || seconds > SecondsMax || row.GetString(2) != "streaming"
            ? Finding.Warning(
                Name, found, "Look at the standby's load and log, and at the network; a long query there holds replay up.")
            : Finding.Ok(Name, found);
    }
}
