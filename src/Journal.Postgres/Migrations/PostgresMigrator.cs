using System.Text;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace Docket.Journal.Postgres.Migrations;

/// <summary>Brings a database to the schema this program wants, under a lock, one transaction a migration.</summary>
/// <remarks>
/// Run by an owner of the schema that may create roles; the program itself then needs no more than
/// <c>docket_writer</c>. Running it again, or in two places at once, does no harm.
/// </remarks>
public sealed class PostgresMigrator
{
    private readonly string _connectionString;
    private readonly PostgresStoreOptions _options;
    private readonly SqlText _sql;
    private readonly ILogger _logger;

    /// <summary>Migrates the schema named in these options: the engine's set, and then the companion's.</summary>
    public PostgresMigrator(PostgresStoreOptions options, ILogger logger)
    {
        options.Validate();
        _connectionString = new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            Pooling = false,
            ApplicationName = "docket migrator",
            CommandTimeout = 0, // A new index may take its time.
        }.ConnectionString;
        _options = options;
        _sql = new SqlText(options.Schema);
        _logger = logger;
    }

    /// <summary>Applies what is missing.</summary>
    /// <returns>The migrations applied now.</returns>
    /// <exception cref="SchemaMismatchException">The schema is newer than this program, or was made by other
    /// files.</exception>
    public async Task<IReadOnlyList<Migration>> MigrateAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(_connectionString);
        await connection.OpenAsync(cancellationToken);
        await ExecuteAsync(connection, _sql.Verb("lock_migrations"), cancellationToken);
        var missing = await AppliedMigrations.MissingAsync(connection, _options, cancellationToken);
        if (missing is [{ Number: 1 }, ..])
            await ExecuteAsync(connection, _sql.Verb("migrations_table"), cancellationToken);
        foreach (var migration in missing) await ApplyAsync(connection, migration, cancellationToken);
        return missing;
    }

    /// <summary>
    /// The SQL that <see cref="MigrateAsync"/> would run, as a script for <c>psql</c>; empty where nothing is missing.
    /// </summary>
    public async Task<string> DryRunAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(_connectionString);
        await connection.OpenAsync(cancellationToken);
        var missing = await AppliedMigrations.MissingAsync(connection, _options, cancellationToken);
        var script = new StringBuilder();
        if (missing is [{ Number: 1 }, ..]) script.Append(_sql.Verb("migrations_table")).Append('\n');
        foreach (var migration in missing)
        {
            var record = _sql.Verb("record_migration").TrimEnd()
                .Replace("$1", $"{migration.Number}", StringComparison.Ordinal)
                .Replace("$2", $"'{migration.Name}'", StringComparison.Ordinal)
                .Replace("$3", $@"'\x{Convert.ToHexStringLower(migration.Checksum.Span)}'", StringComparison.Ordinal);
            script.Append($"-- {migration.Name}\nbegin;\n{migration.Sql}\n{record};\ncommit;\n\n");
        }

        return script.ToString();
    }

    private async Task ApplyAsync(NpgsqlConnection connection, Migration migration, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, migration.Sql, cancellationToken);
        await using (var record = new NpgsqlCommand(_sql.Verb("record_migration"), connection))
        {
            record.Parameters.AddWithValue(migration.Number);
            record.Parameters.AddWithValue(migration.Name);
            record.Parameters.AddWithValue(NpgsqlDbType.Bytea, migration.Checksum);
            await record.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        _logger.Migrated(migration.Name);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
