using Npgsql;

namespace Docket.Journal.Postgres.Connecting;

/// <summary>What an error of the server or the network means for the work that was under way.</summary>
internal static class Faults
{
    /// <summary>
    /// The session is gone or of no more use. What it was doing may have been committed or not. Every other answer of
    /// the server is a refusal: the transaction was rolled back.
    /// </summary>
    public static bool LostSession(Exception failure) => failure switch
    {
        PostgresException { SqlState: var state } => IsOfServer(state),
        NpgsqlException or TimeoutException or IOException or System.Net.Sockets.SocketException => true,
        _ => IsOfDriver(failure),
    };

    // Shutdown, crash or start-up of the server (57P..), connection exceptions (08...), no room for a session (53300).
    private static bool IsOfServer(string state) =>
        state.StartsWith("57P", StringComparison.Ordinal) || state.StartsWith("08", StringComparison.Ordinal)
        || state == PostgresErrorCodes.TooManyConnections;

    // A statement that was cancelled or refused after it was parsed and before it was described is used by the driver as
    // one without rows the next time. Rows come, the driver takes them for a fault of its own, throws what is nothing but an
    // exception, and gives the session up.
    private static bool IsOfDriver(Exception failure) =>
        failure.GetType() == typeof(Exception) && failure.Source == typeof(NpgsqlException).Assembly.GetName().Name;

    /// <summary>The server refused, or the session was lost: not a fault of what was asked for.</summary>
    public static bool OfDatabase(Exception failure) => failure is NpgsqlException || LostSession(failure);

    /// <summary>Reading again may go through: the session was lost, or the standby's replay was in the way.</summary>
    public static bool WorthReadingAgain(Exception failure) => LostSession(failure)
        || failure is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure };
}
