using Docket.Journal.Postgres.Migrations;
using Docket.Journal.Postgres.Reading;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Docket.Journal.Postgres.Tests.Servers;

/// <summary>A migrated database, and stores on it.</summary>
internal sealed record TestJournal(PostgresServer Server, string Database)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<TestJournal> NewAsync(PostgresServer server)
    {
        var journal = new TestJournal(server, await server.CreateDatabaseAsync());
        await new PostgresMigrator(journal.Options(), NullLogger.Instance).MigrateAsync(Cancelled);
        return journal;
    }

    /// <summary>
    /// Signals must do the work, not the poll: it comes once an hour. Without one, lost signals are seen.
    /// </summary>
    public PostgresStoreOptions Options(int? port = null) => new()
    {
        ConnectionString = Server.ConnectionString(Database, port),
        PollInterval = TimeSpan.FromHours(1),
        GiveUpAfter = TimeSpan.FromSeconds(30),
        PageEventsMax = 100,
    };

    /// <summary>Few writers are crowd enough for a second batch beside the first.</summary>
    public PostgresStoreOptions Overlapping() =>
        Options() with { GroupCommit = new GroupCommitOptions { GatherShareMax = 0.5, OverlapFrom = 4 } };

    public Task<PostgresEventStore> OpenAsync(PostgresStoreOptions? options = null) => PostgresEventStore.OpenAsync(
        options ?? Options(), Note.Codec, TimeProvider.System, NullLogger.Instance, Cancelled);

    public Task<object?> ExecuteAsync(string sql) => Server.ExecuteAsync(Database, sql);

    /// <summary>Every event, read past the store and without its checks.</summary>
    public async Task<IReadOnlyList<RecordedEvent>> ReadAsync()
    {
        await using var connection = new NpgsqlConnection(Server.ConnectionString(Database));
        await connection.OpenAsync(Cancelled);
        await using var command = new NpgsqlCommand(
            "select position, version, recorded_at, stream, type, metadata, data from docket.events order by position",
            connection);
        await using var reader = await command.ExecuteReaderAsync(Cancelled);
        var events = new List<RecordedEvent>();
        while (await reader.ReadAsync(Cancelled)) events.Add(new RecordedEvent(Note.Codec, EventRow.Stored(reader)));
        return events;
    }

    /// <summary>Puts a bug into a function of a migration.</summary>
    public async Task PlantAsync(string migration, string function, params (string Right, string Wrong)[] changes)
    {
        var text = SqlText.Stored($"Migrations/{migration}.sql");
        text = text[text.IndexOf($"create function {function}(", StringComparison.Ordinal)..];
        text = text[..(text.IndexOf("\n$$;", StringComparison.Ordinal) + 4)].Replace(
            "create function", "create or replace function", StringComparison.Ordinal);
        foreach (var (right, wrong) in changes)
        {
            Assert.Contains(right, text, StringComparison.Ordinal);
            text = text.Replace(right, wrong, StringComparison.Ordinal);
        }

        await ExecuteAsync(text);
    }

    /// <summary>Holds the journal's lock until disposed: what is appended meanwhile gathers into one batch.</summary>
    public async Task<NpgsqlConnection> HoldLockAsync()
    {
        var holder = new NpgsqlConnection(Server.ConnectionString(Database) + ";Pooling=false");
        await holder.OpenAsync(Cancelled);
        await using var command = new NpgsqlCommand(
            "select pg_advisory_lock('pg_class'::regclass::oid::int, 'docket.events'::regclass::oid::int)", holder);
        await command.ExecuteNonQueryAsync(Cancelled);
        return holder;
    }

    /// <summary>The first append is stuck in the lock while the others gather behind it.</summary>
    public async Task<AppendResult[]> InOneBatchAsync(
        PostgresEventStore store, params AppendRequest[] requests)
    {
        var answers = new List<Task<AppendResult>>();
        await using (await HoldLockAsync())
        {
            var stuck = store.TryAppendAsync(Note.Append("stuck", new Note("0")), Cancelled).AsTask();
            while (store.Waiting > 0) await Task.Yield();
            answers.AddRange(requests.Select(request => store.TryAppendAsync(request, Cancelled).AsTask()));
            Assert.Equal(requests.Length, store.Waiting);
            Assert.False(stuck.IsCompleted);
        }

        return await Task.WhenAll(answers);
    }
}
