using Npgsql;

namespace Docket.Journal.Postgres.Connecting;

/// <summary>Which server a connection string leads to.</summary>
/// <param name="IsStandby">It follows another server.</param>
/// <param name="StartedAt">Two connections to the same server see the same time here, and to different ones another.</param>
/// <param name="SystemIdentifier">The same on a primary and its standbys.</param>
public sealed record ServerTraits(bool IsStandby, DateTime StartedAt, string SystemIdentifier)
{
    /// <summary>Asks on a session of its own.</summary>
    public static async Task<ServerTraits> ReadAsync(string connectionString, CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return await ReadAsync(connection, cancellationToken);
    }

    /// <summary>Asks on a session that is open.</summary>
    public static async Task<ServerTraits> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(SqlText.Stored("Sql/server_traits.sql"), connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return new ServerTraits(row.GetBoolean(0), row.GetDateTime(1), row.GetString(2));
    }

    /// <summary>Whether both are one server, under whatever names.</summary>
    public bool IsSameServerAs(ServerTraits other) =>
        SystemIdentifier == other.SystemIdentifier && StartedAt == other.StartedAt;
}
