using Npgsql;

namespace Docket.Journal.Postgres.Connecting;

/// <summary>How many sessions one pool of readers takes.</summary>
internal static class ReadingPool
{
    // Readers beyond these wait for one of them, a millisecond each. Left to the driver they would be a hundred, and a
    // process that begins under load took all that a server has before its first answers were out.
    private const int SessionsMax = 24;

    /// <summary>Bounds the pool, unless the connection string does.</summary>
    public static NpgsqlConnectionStringBuilder Bounded(this NpgsqlConnectionStringBuilder settings)
    {
        if (!settings.ShouldSerialize("Maximum Pool Size"))
            settings.MaxPoolSize = Math.Max(SessionsMax, settings.MinPoolSize);
        return settings;
    }
}
