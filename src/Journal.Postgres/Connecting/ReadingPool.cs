using Npgsql;

namespace Docket.Journal.Postgres.Connecting;

/// <summary>A pool of sessions to read with.</summary>
internal static class ReadingPool
{
    // Readers beyond these wait for one of them, a millisecond each. Left to the driver they would be a hundred, and a
    // process that begins under load took all that a server has before its first answers were out.
    private const int SessionsMax = 24;

    /// <summary>The settings of a pool under a name that the server shows; its size is bounded, unless the connection
    /// string does that.</summary>
    public static NpgsqlConnectionStringBuilder Settings(string connectionString, string name)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = name,
            MaxAutoPrepare = 16,
            AutoPrepareMinUsages = 2,

            // Whoever reads leaves nothing behind on a session, and the server would parse and run six statements to
            // make sure of it before each next reading.
            NoResetOnClose = true,
        };
        if (!settings.ShouldSerialize("Maximum Pool Size"))
            settings.MaxPoolSize = Math.Max(SessionsMax, settings.MinPoolSize);
        return settings;
    }
}
