using System.Globalization;
using Docket.Journal.Postgres.Connecting;
using Docket.Journal.Postgres.Reading;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Npgsql;

namespace Docket.Journal.Postgres.Views;

/// <summary>Makes, renames and drops the tables of generations, each in one transaction that the owner alone may
/// do.</summary>
internal sealed class GenerationSwap(NpgsqlDataSource database, SqlText sql, PostgresViewOptions options)
{
    /// <summary>Makes an empty shadow; one that was left behind is dropped.</summary>
    public Generation Create(ViewNames names, long epoch, int schemaVersion)
    {
        var number = 0;
        Run(names, epoch, [GenerationRole.Shadow], connection =>
        {
            DropTables(connection, names, GenerationRole.Shadow);
            Execute(connection, names.Named(names.Tables.Script, GenerationRole.Shadow));
            foreach (var table in names.Tables.Tables)
                Execute(
                    connection,
                    $"grant select on {names.Full(table, GenerationRole.Shadow)} to docket_reader, docket_writer");

            // Nobody reads a shadow, and it grows as fast as it can be written: the server would vacuum it again and again, and
            // hold up its writer. It is analyzed once it is complete.
            Alter(connection, names, GenerationRole.Shadow, "set (autovacuum_enabled = off)");
            using var add = new NpgsqlCommand(sql.Verb("add_generation"), connection);
            add.Parameters.Add(EventReader.Value(names.Tables.View));
            add.Parameters.Add(EventReader.Value(schemaVersion));
            number = (int)add.ExecuteScalar()!;
        });
        return new Generation(number, schemaVersion, default);
    }

    /// <summary>Makes a generation the one that serves, and what served the former one.</summary>
    public void Serve(ViewNames names, long epoch, GenerationRole role)
    {
        if (role == GenerationRole.Serving) return;
        Run(names, epoch, Enum.GetValues<GenerationRole>(), connection =>
        {
            if (role == GenerationRole.Shadow) DropTables(connection, names, GenerationRole.Former);
            else DropTables(connection, names, GenerationRole.Shadow);
            if (role == GenerationRole.Former) Rename(connection, names, GenerationRole.Former, GenerationRole.Shadow);
            if (Generation.Find(connection, sql, names.Tables.View, GenerationRole.Serving) is not null)
                Rename(connection, names, GenerationRole.Serving, GenerationRole.Former);
            Rename(connection, names, GenerationRole.Shadow, GenerationRole.Serving);
            Alter(connection, names, GenerationRole.Serving, "reset (autovacuum_enabled)");
        });
    }

    /// <summary>Drops the generation of this role.</summary>
    public void Drop(ViewNames names, long epoch, GenerationRole role) =>
        Run(names, epoch, [role], connection => DropTables(connection, names, role));

    /// <summary>
    /// Does it in one transaction. Renaming waits for who reads the tables now, and meanwhile holds up who comes after them:
    /// so it waits briefly, lets them pass, and tries again.
    /// </summary>
    private void Run(ViewNames names, long epoch, GenerationRole[] touched, Action<NpgsqlConnection> work)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                using var connection = database.OpenConnection();
                using var transaction = connection.BeginTransaction();
                var wait = ((int)options.SwapWait.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
                LetTidyingUpEnd(connection, names, touched, wait);
                Execute(connection, $"set local lock_timeout = {wait}");
                Require(connection, names.Tables.View, epoch);
                work(connection);
                transaction.Commit();
                return;
            }
            catch (PostgresException busy) when (
                busy.SqlState == PostgresErrorCodes.LockNotAvailable && tries < options.SwapTries)
            {
                // Whoever queued behind the rename goes first now.
            }
            catch (Exception failure) when (Faults.OfDatabase(failure))
            {
                throw new ViewStorageException(
                    $"The tables of the view {names.Tables.View} cannot be changed now: {failure.Message}", failure);
            }
        }
    }

    /// <summary>
    /// Keeps the server from tidying up the tables until the transaction ends, and waits for what it does now: many
    /// seconds in a large table. It gives way to who has waited for <c>deadlock_timeout</c>, which is longer than readers
    /// may be held up; this lock holds up none of them. Before the lease is asked for, whose renewal waits for whoever did.
    /// </summary>
    private static void LetTidyingUpEnd(
        NpgsqlConnection connection, ViewNames names, GenerationRole[] touched, string wait)
    {
        Execute(connection,
            $"select set_config('lock_timeout', (2 * setting::int + {wait})::text, true) from pg_settings where name = 'deadlock_timeout'");
        using var there = new NpgsqlCommand("select string_agg(to_regclass(name)::text, ', ') from unnest($1) name", connection);
        there.Parameters.Add(EventReader.Value(
            names.Tables.Tables.SelectMany(_ => touched, (table, role) => names.Full(table, role)).ToArray()));
        if (there.ExecuteScalar() is string tables) Execute(connection, $"lock table {tables} in share update exclusive mode");
    }

    private void Require(NpgsqlConnection connection, string view, long epoch)
    {
        using var command = new NpgsqlCommand(sql.Verb("require_lease"), connection);
        command.Parameters.Add(EventReader.Value("view/" + view));
        command.Parameters.Add(EventReader.Value(epoch));
        command.ExecuteNonQuery();
    }

    private void DropTables(NpgsqlConnection connection, ViewNames names, GenerationRole role)
    {
        foreach (var table in names.Tables.Tables) Execute(connection, $"drop table if exists {names.Full(table, role)}");
        using var command = new NpgsqlCommand(sql.Verb("remove_generation"), connection);
        command.Parameters.Add(EventReader.Value(names.Tables.View));
        command.Parameters.Add(EventReader.Value(Generation.NameOf(role)));
        command.ExecuteNonQuery();
    }

    private void Rename(NpgsqlConnection connection, ViewNames names, GenerationRole from, GenerationRole to)
    {
        foreach (var table in names.Tables.Tables)
            Execute(connection, $"alter table {names.Full(table, from)} rename to {ViewNames.Plain(table, to)}");
        using var command = new NpgsqlCommand(sql.Verb("name_generation"), connection);
        command.Parameters.Add(EventReader.Value(names.Tables.View));
        command.Parameters.Add(EventReader.Value(Generation.NameOf(from)));
        command.Parameters.Add(EventReader.Value(Generation.NameOf(to)));
        command.ExecuteNonQuery();
    }

    private static void Alter(NpgsqlConnection connection, ViewNames names, GenerationRole role, string how)
    {
        foreach (var table in names.Tables.Tables) Execute(connection, $"alter table {names.Full(table, role)} {how}");
    }

    private static void Execute(NpgsqlConnection connection, string text)
    {
        using var command = new NpgsqlCommand(text, connection) { CommandTimeout = 0 };
        command.ExecuteNonQuery();
    }
}
