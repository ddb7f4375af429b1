using Npgsql;

namespace Docket.Journal.Postgres.Migrations;

/// <summary>What the database says of its own schema.</summary>
internal static class AppliedMigrations
{
    /// <summary>
    /// The migrations not yet applied, set by set; those that are must be the ones this program knows. Sets that it does not
    /// know are another program's business.
    /// </summary>
    /// <exception cref="SchemaMismatchException">The schema is newer, or was made by other files.</exception>
    public static async ValueTask<List<Migration>> MissingAsync(
        NpgsqlConnection connection, PostgresStoreOptions options, CancellationToken cancellationToken)
    {
        var applied = await AppliedAsync(connection, new SqlText(options.Schema), cancellationToken);
        return [.. options.Migrations.SelectMany(set => Missing(set, set.For(options.Schema), applied))];
    }

    /// <summary>Goes on only where every migration was applied.</summary>
    /// <exception cref="SchemaMismatchException">It is not so.</exception>
    public static async ValueTask<bool> RequireCurrentAsync(
        NpgsqlConnection connection, PostgresStoreOptions options, CancellationToken cancellationToken)
    {
        var missing = await MissingAsync(connection, options, cancellationToken);
        if (missing.Count == 0) return true;
        var names = string.Join(", ", missing.Select(migration => migration.Name));
        throw new SchemaMismatchException($"The database lacks {names}. Run `docket db migrate`.");
    }

    /// <summary>The same for what works on the engine's own tables only.</summary>
    /// <exception cref="SchemaMismatchException">It is not so.</exception>
    public static ValueTask<bool> RequireEngineAsync(
        NpgsqlConnection connection, string schema, CancellationToken cancellationToken) => RequireCurrentAsync(
        connection, new PostgresStoreOptions { ConnectionString = connection.ConnectionString, Schema = schema },
        cancellationToken);

    private static async ValueTask<List<Applied>> AppliedAsync(
        NpgsqlConnection connection, SqlText sql, CancellationToken cancellationToken)
    {
        var applied = new List<Applied>();
        if (!await ExistAsync(connection, sql, cancellationToken)) return applied;
        await using var command = new NpgsqlCommand(sql.Verb("read_migrations"), connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            applied.Add(new Applied(reader.GetInt32(0), reader.GetString(1), reader.GetFieldValue<byte[]>(2)));
        return applied;
    }

    private static IEnumerable<Migration> Missing(
        MigrationSet set, IReadOnlyList<Migration> known, List<Applied> applied)
    {
        var place = 0;
        foreach (var one in applied.Where(one => set.Holds(one.Number))) Require(set, known, ++place, one);
        return known.Skip(place);
    }

    private static void Require(MigrationSet set, IReadOnlyList<Migration> known, int place, Applied applied)
    {
        if (place > known.Count || applied.Number >= set.First + known.Count)
            throw new SchemaMismatchException(
                $"The database has migration {applied.Name}, which this program does not know: it is older than the "
                + "schema.");
        if (applied.Number != set.First + place - 1
            || !known[place - 1].Checksum.Span.SequenceEqual(applied.Checksum))
            throw new SchemaMismatchException(
                $"Migration {applied.Name} was applied with another text than {known[place - 1].Name} of this program.");
    }

    private static async ValueTask<bool> ExistAsync(
        NpgsqlConnection connection, SqlText sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql.Verb("migrations_exist"), connection);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private sealed record Applied(int Number, string Name, byte[] Checksum);
}
