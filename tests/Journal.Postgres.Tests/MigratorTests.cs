using Docket.Journal.Postgres.Migrations;
using Docket.Journal.Postgres.Tests.Servers;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Docket.Journal.Postgres.Tests;

public sealed class MigratorTests(SharedServer shared)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Migrating_again_and_by_many_at_once_applies_each_migration_once()
    {
        var journal = new TestJournal(shared.Server, await shared.Server.CreateDatabaseAsync());

        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Migrator(journal).MigrateAsync(Cancelled)));

        var numbers = applied.SelectMany(migrations => migrations).Select(migration => migration.Number).ToList();
        Assert.Contains(7, numbers);
        Assert.Equal(numbers.Distinct().Order(), numbers.Order());
        Assert.Empty(await Migrator(journal).MigrateAsync(Cancelled));
        Assert.Equal("", await Migrator(journal).DryRunAsync(Cancelled));
    }

    [Fact]
    public async Task The_dry_run_changes_nothing_and_its_script_does_what_migrating_does()
    {
        var journal = new TestJournal(shared.Server, await shared.Server.CreateDatabaseAsync());

        var script = await Migrator(journal).DryRunAsync(Cancelled);
        Assert.Equal(DBNull.Value, await journal.ExecuteAsync("select to_regnamespace('docket')::text"));

        await journal.ExecuteAsync(script);
        Assert.Empty(await Migrator(journal).MigrateAsync(Cancelled));
        await using var store = await journal.OpenAsync();
        Assert.IsType<AppendResult.Appended>(await store.TryAppendAsync(Note.Append("a", new Note("1")), Cancelled));
    }

    [Fact]
    public async Task A_store_opens_neither_an_empty_database_nor_a_newer_one()
    {
        var journal = new TestJournal(shared.Server, await shared.Server.CreateDatabaseAsync());
        var empty = await Assert.ThrowsAsync<SchemaMismatchException>(() => journal.OpenAsync());
        Assert.Contains("docket db migrate", empty.Message, StringComparison.Ordinal);

        await Migrator(journal).MigrateAsync(Cancelled);
        await journal.ExecuteAsync(
            @"insert into docket.migrations (number, name, checksum) values (999, '0999_later', '\x00')");

        var newer = await Assert.ThrowsAsync<SchemaMismatchException>(() => journal.OpenAsync());
        Assert.Contains("0999_later", newer.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<SchemaMismatchException>(() => Migrator(journal).MigrateAsync(Cancelled));
    }

    [Fact]
    public async Task A_migration_applied_with_another_text_is_refused()
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        await journal.ExecuteAsync(@"update docket.migrations set checksum = '\x00' where number = 2");

        var differs = await Assert.ThrowsAsync<SchemaMismatchException>(() => journal.OpenAsync());

        Assert.Contains("0002_append", differs.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_schemas_in_one_database_are_two_journals()
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        var options = journal.Options() with { Schema = "second" };
        await new PostgresMigrator(options, NullLogger.Instance).MigrateAsync(Cancelled);
        await using var first = await journal.OpenAsync();
        await using var second = await journal.OpenAsync(options);

        await first.TryAppendAsync(Note.Append("a", new Note("1")), Cancelled);
        var answer = await second.TryAppendAsync(
            Note.Append("a", ExpectedVersion.NoStream, null, new Note("1")), Cancelled);

        Assert.Equal(new AppendResult.Appended(new StreamVersion(1), new Position(1)), answer);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Docket")]
    [InlineData("a;drop")]
    public void A_schema_that_is_no_plain_name_is_refused(string schema) => Assert.Throws<ArgumentException>(() =>
        new PostgresMigrator(
            new PostgresStoreOptions { ConnectionString = "Host=x", Schema = schema }, NullLogger.Instance));

    [Fact]
    public async Task The_writer_role_appends_and_can_change_nothing_that_happened()
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        var user = $"clerk_{journal.Database}";
        await journal.ExecuteAsync($"create role {user} login in role docket_writer");
        var options = journal.Options() with
        {
            ConnectionString = shared.Server.ConnectionString(journal.Database, user: user),
        };
        await using var store = await journal.OpenAsync(options);

        Assert.IsType<AppendResult.Appended>(
            await store.TryAppendAsync(Note.Append("a", ExpectedVersion.Any, "key", new Note("1")), Cancelled));
        Assert.Single(await store.ReadBackwardsAsync(new Position(9), 9, Cancelled));
        Assert.NotNull(await store.FindCommandAsync("key", Cancelled));
        foreach (var crime in (string[])
            ["update docket.events set version = 2", "delete from docket.events", "truncate docket.commands",
             "drop table docket.events", "insert into docket.commands values (1, 1, 'k', 'note-a', 'f')",
             "delete from docket.migrations"])
        {
            await using var connection = new NpgsqlConnection(options.ConnectionString);
            await connection.OpenAsync(Cancelled);
            await using var command = new NpgsqlCommand(crime, connection);
            var refusal = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Cancelled));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
        }
    }

    [Theory]
    [InlineData("docket_reader")]
    [InlineData("docket_relay")]
    [InlineData("docket_projector")]
    public async Task The_other_roles_read_and_cannot_append(string role)
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        var user = $"{role}_{journal.Database}";
        await journal.ExecuteAsync($"create role {user} login in role {role}");
        await using var store = await journal.OpenAsync(
            journal.Options() with { ConnectionString = shared.Server.ConnectionString(journal.Database, user: user) });

        Assert.Empty(await store.ReadBackwardsAsync(new Position(9), 9, Cancelled));
        var refusal = await Assert.ThrowsAsync<JournalUnavailableException>(
            async () => await store.TryAppendAsync(Note.Append("a", new Note("1")), Cancelled));
        Assert.Contains("permission denied", refusal.Message, StringComparison.Ordinal);
    }

    private static PostgresMigrator Migrator(TestJournal journal) => new(journal.Options(), NullLogger.Instance);
}
