using Docket.Journal.Inbox;
using Docket.Journal.Postgres.Tests.Servers;
using Npgsql;

namespace Docket.Journal.Postgres.Tests.Inbox;

public sealed class InboxTests(SharedServer shared) : IAsyncDisposable
{
    private NpgsqlDataSource? _database;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_takes_effect_once_however_many_handle_it_at_once()
    {
        var inbox = await NewAsync("points");
        var id = Id();

        var applied = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => inbox.HandleAsync(id, AddOne, Cancelled)));

        Assert.Single(applied, one => one);
        Assert.Equal(1L, await ScalarAsync("select sum(n)::bigint from effects"));
    }

    [Fact]
    public async Task An_effect_that_fails_leaves_nothing_and_is_applied_at_the_next_delivery()
    {
        var inbox = await NewAsync("points");
        var id = Id();
        await Assert.ThrowsAsync<InvalidOperationException>(() => inbox.HandleAsync(
            id,
            async (connection, token) =>
            {
                await AddOne(connection, token);
                throw new InvalidOperationException("halfway");
            },
            Cancelled));
        Assert.Equal(0L, await ScalarAsync("select count(*) from effects"));

        Assert.True(await inbox.HandleAsync(id, AddOne, Cancelled));
        Assert.False(await inbox.HandleAsync(id, AddOne, Cancelled));
    }

    [Fact]
    public async Task Each_consumer_gets_an_event_of_its_own()
    {
        var (one, other) = (await NewAsync("one"), await NewAsync("other"));
        var id = Id();

        Assert.True(await one.HandleAsync(id, AddOne, Cancelled));
        Assert.True(await other.HandleAsync(id, AddOne, Cancelled));
    }

    [Fact]
    public async Task Only_ids_of_that_age_and_of_that_consumer_are_forgotten()
    {
        var (inbox, other) = (await NewAsync("points"), await NewAsync("other"));
        var (old, young) = (Id(), Id());
        await inbox.HandleAsync(old, AddOne, Cancelled);
        await other.HandleAsync(old, AddOne, Cancelled);
        await ScalarAsync("update processed_events set processed_at = now() - interval '40 days' returning 1");
        await inbox.HandleAsync(young, AddOne, Cancelled);

        Assert.Equal(1, await inbox.ForgetAsync(TimeSpan.FromDays(30), Cancelled));

        Assert.False(await inbox.HandleAsync(young, AddOne, Cancelled));
        Assert.False(await other.HandleAsync(old, AddOne, Cancelled));
        Assert.True(await inbox.HandleAsync(old, AddOne, Cancelled)); // The danger that the documentation names.
    }

    public ValueTask DisposeAsync() => _database?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static Guid Id() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    private static async Task AddOne(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("insert into effects values (1)", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<PostgresInbox> NewAsync(string consumer)
    {
        if (_database is null)
        {
            var name = await shared.Server.CreateDatabaseAsync();
            _database = NpgsqlDataSource.Create(shared.Server.ConnectionString(name));
            await ScalarAsync("create table effects (n bigint)");
        }

        var inbox = new PostgresInbox(_database, new InboxOptions { Consumer = consumer });
        await Task.WhenAll(inbox.MigrateAsync(Cancelled), inbox.MigrateAsync(Cancelled));
        return inbox;
    }

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var command = _database!.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Cancelled);
    }
}
