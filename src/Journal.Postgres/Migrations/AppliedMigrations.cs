using Npgsql;

namespace Docket.Journal.Postgres.Migrations;

/// <summary>What the database says of its own schema.</summary>
internal static class AppliedMigrations
{
    /// <summary>The migrations not yet applied; those that are must be the ones this program knows.</summary>
    /// <exception cref="SchemaMismatchException">The schema is newer, or was made by other files.</exception>
    public static async ValueTask<List<Migration>> MissingAsync(
        NpgsqlConnection connection, SqlText sql, CancellationToken cancellationToken)
    {
        var known = Migration.All(sql);
        if (!await ExistAsync(connection, sql, cancellationToken)) return [.. known];
        var applied = 0;
        await using var command = new NpgsqlCommand(sql.Verb("read_migrations"), connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            Require(known, ++applied, reader.GetInt32(0), reader.GetString(1), reader.GetFieldValue<byte[]>(2));
        }

        return [.. known.Skip(applied)];
    }

    /// <summary>Goes on only where every migration was applied.</summary>
    /// <exception cref="SchemaMismatchException">It is not so.</exception>
    public static async ValueTask<bool> RequireCurrentAsync(
        NpgsqlConnection connection, SqlText sql, CancellationToken cancellationToken)
    {
        var missing = await MissingAsync(connection, sql, cancellationToken);
        if (missing.Count == 0) return true;
        var names = string.Join(", ", missing.Select(migration => migration.Name));
        throw new SchemaMismatchException($"The database lacks {names}. Run `docket db migrate`.");
    }

    private static void Require(IReadOnlyList<Migration> known, int place, int number, string name, byte[] checksum)
    {
        if (place > known.Count || number > known[^1].Number)
            throw new SchemaMismatchException(
                $"The database has migration {name}, which this program does not know: it is older than the schema.");
        if (number != known[place - 1].Number || !known[place - 1].Checksum.Span.SequenceEqual(checksum))
            throw new SchemaMismatchException(
                $"Migration {name} was applied with another text than {known[place - 1].Name} of this program.");
    }

    private static async ValueTask<bool> ExistAsync(
        NpgsqlConnection connection, SqlText sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql.Verb("migrations_exist"), connection);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
