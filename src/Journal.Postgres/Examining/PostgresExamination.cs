using System.Runtime.CompilerServices;
using Docket.Journal.Examining;
using Docket.Journal.Postgres.Connecting;
using Npgsql;

namespace Docket.Journal.Postgres.Examining;

/// <summary>Looks a database over, and the standby that reads are to come from; changes nothing.</summary>
public sealed class PostgresExamination
{
    private static readonly IPostgresCheck[] Checks =
    [
        new MigrationCheck(), new RightsCheck(), new DurabilityCheck(), new ClockCheck(), new ConnectionCheck(),
        new TransactionCheck(), new WalLevelCheck(), new SlotCheck(), new StandbyCheck(), new ReplicaCheck(),
        new OutboxCheck(), new LeaseCheck(),
    ];

    private readonly PostgresStoreOptions _options;
    private readonly string? _replica;
    private readonly TimeProvider _clock;

    /// <summary>Examines what these options lead to.</summary>
    /// <param name="options">The journal.</param>
    /// <param name="replicaConnectionString">The standby that reads are to come from; null for none.</param>
    /// <param name="clock">This machine's time, to be compared with the server's.</param>
    public PostgresExamination(PostgresStoreOptions options, string? replicaConnectionString, TimeProvider clock)
    {
        options.Validate();
        (_options, _replica, _clock) = (options, replicaConnectionString, clock);
    }

    /// <summary>One finding or more of each check that can be made, as they are made.</summary>
    public async IAsyncEnumerable<Finding> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(ForExamining(_options.ConnectionString));
        var (server, patient) = await ServerCheck.LookAsync(connection, PatientAsync, cancellationToken);
        yield return server;
        if (patient is null) yield break;
        foreach (var check in Checks.Where(check => check.Fits(patient)))
            foreach (var finding in await LookAsync(check, patient, cancellationToken)) yield return finding;
    }

    internal static string ForExamining(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            ApplicationName = "docket doctor",
        };
        if (!settings.ShouldSerialize("Timeout")) settings.Timeout = 5;
        return settings.ConnectionString;
    }

    /// <summary>What one check cannot look at does not keep the others from looking.</summary>
    private static async Task<List<Finding>> LookAsync(
        IPostgresCheck check, Patient patient, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        try
        {
            await foreach (var finding in check.LookAsync(patient, cancellationToken)) findings.Add(finding);
        }
        catch (PostgresException refusal) when (refusal.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            findings.Add(Finding.Warning(
                check.Name, $"could not be looked at: {refusal.MessageText}",
                "Run the doctor as a member of docket_reader and pg_monitor, or as the owner."));
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
        {
            findings.Add(Finding.Problem(
                check.Name, $"could not be looked at: {failure.Message}", "Look into the server's log, then run this again."));
        }

        return findings;
    }

    private async Task<Patient> PatientAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var sql = new SqlText(_options.Schema);
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        await using (var command = new NpgsqlCommand(sql.Verb("examine_settings"), connection))
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken)) settings.Add(reader.GetString(0), reader.GetString(1));
        }

        return new Patient(connection, sql)
        {
            Store = _options,
            Clock = _clock,
            Traits = await ServerTraits.ReadAsync(connection, cancellationToken),
            Settings = settings,
            ReplicaConnectionString = _replica,
        };
    }
}
