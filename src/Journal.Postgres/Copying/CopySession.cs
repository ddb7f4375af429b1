using Docket.Journal.Postgres.Migrations;
using Docket.Journal.Store;
using Npgsql;

namespace Docket.Journal.Postgres.Copying;

/// <summary>A session of its own for copying a whole journal, which may take its time.</summary>
internal static class CopySession
{
    public static async Task<NpgsqlConnection> OpenAsync(
        PostgresStoreOptions options, SqlText sql, CancellationToken cancellationToken)
    {
        options.Validate();
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            Pooling = false,
            ApplicationName = "docket copy",
            CommandTimeout = 0,
        }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await AppliedMigrations.RequireCurrentAsync(connection, sql, cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public static async Task ExecuteAsync(
        this NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task<Position> HeadAsync(
        this NpgsqlConnection connection, SqlText sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql.Verb("head"), connection);
        return new Position((long)(await command.ExecuteScalarAsync(cancellationToken))!);
    }
}
