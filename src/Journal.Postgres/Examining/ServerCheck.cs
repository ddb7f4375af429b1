using Docket.Journal.Examining;
using Npgsql;

namespace Docket.Journal.Postgres.Examining;

/// <summary>Whether the server can be reached, and is one that can be written. Everything else hangs on it.</summary>
internal static class ServerCheck
{
    private const string Name = "server";
    private const int OldestVersion = 13;

    public static async Task<(Finding Finding, Patient? Patient)> LookAsync(
        NpgsqlConnection connection, Func<NpgsqlConnection, CancellationToken, Task<Patient>> examine,
        CancellationToken cancellationToken)
    {
        try
        {
            await connection.OpenAsync(cancellationToken);
            var patient = await examine(connection, cancellationToken);
            return (Of(connection, patient), patient);
        }
        catch (PostgresException refusal)
        {
            return (Finding.Problem(Name, $"{Where(connection)} refuses: {refusal.MessageText}", Mend(refusal.SqlState)), null);
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException)
        {
            return (Finding.Problem(
                Name, $"{Where(connection)} cannot be reached: {Deepest(failure)}",
                "Start the server, or mend Host and Port in --postgres; listen_addresses and the firewall may be in the way."),
                null);
        }
    }

    private static Finding Of(NpgsqlConnection connection, Patient patient)
    {
        var found = $"PostgreSQL {connection.PostgreSqlVersion} answers as {Where(connection)}";
        if (patient.Traits.IsStandby)
            return Finding.Problem(
                Name, $"{found}, and it is a standby: nothing can be written",
                "Point --postgres at the primary, and --replica at this one.");
        return connection.PostgreSqlVersion.Major < OldestVersion
            ? Finding.Warning(Name, $"{found}, which is older than {OldestVersion}", "Upgrade the server.")
            : Finding.Ok(Name, found);
    }

    // The connection itself knows its server only while it is open.
    private static string Where(NpgsqlConnection connection)
    {
        var asked = new NpgsqlConnectionStringBuilder(connection.ConnectionString);
        return $"database {asked.Database} on {asked.Host}:{asked.Port}";
    }

    private static string Mend(string state) => state switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            "Check Username and Password (or PGPASSWORD, or ~/.pgpass), and pg_hba.conf on the server.",
        PostgresErrorCodes.InvalidCatalogName => "Make it with `createdb`, then run `docket db migrate`.",
        PostgresErrorCodes.TooManyConnections => "Raise max_connections, or bound `Maximum Pool Size` of the services.",
        PostgresErrorCodes.CannotConnectNow => "The server is starting or stopping: wait, then run this again.",
        _ => "Look into the server's log, then run this again.",
    };

    private static string Deepest(Exception failure)
    {
        while (failure.InnerException is { } inner) failure = inner;
        return failure.Message;
    }
}
