using Docket.Journal.Postgres.Outbox;
using Docket.Journal.Postgres.Tests.Servers;

namespace Docket.Journal.Postgres.Tests.Outbox;

/// <summary>A relay that logs in as the documentation says: as a member of <c>docket_relay</c>, and of nothing else.</summary>
public sealed class RelayRoleTests(SharedServer shared)
{
    [Theory]
    [InlineData(RelayEngine.Polling, "")]
    [InlineData(RelayEngine.Cdc, "replication")]
    public async Task The_relays_role_is_enough_to_publish_mark_measure_and_delete(RelayEngine engine, string right)
    {
        await using var house = await RelayHouse.NewAsync(shared.Server);
        await using var store = await house.Journal.OpenAsync();
        var options = house.Options(engine) with
        {
            ConnectionString = await LoginAsync(house.Journal, right),
            MeasureInterval = TimeSpan.FromMilliseconds(50),
            KeepPublished = TimeSpan.FromDays(7),
            PruneInterval = TimeSpan.FromMilliseconds(50),
        };
        var log = new HeardLog();
        await house.AppendAsync(store, 400);
        await using var relay = await house.StartAsync(options, logger: log);
        await house.PublishedAllAsync(400);
        await house.MarkedAllAsync();
        await RelayHouse.UntilAsync(() => relay.IsFollowing == (engine == RelayEngine.Cdc));
        await house.AppendAsync(store, 400, from: 400);
        await house.PublishedAllAsync(800);
        await house.MarkedAllAsync();
        await house.AssertWholeAsync();

        await house.Journal.ExecuteAsync("update docket.outbox set published_at = now() - interval '8 days'");
        await RelayHouse.UntilAsync(async () =>
            await house.Journal.ExecuteAsync("select count(*) from docket.outbox") is 0L);

        await relay.DisposeAsync();
        Assert.Empty(log.Warnings);
    }

    [Theory]
    [InlineData("update docket.outbox set published_at = now()")]
    [InlineData("update docket.outbox set payload = '{}'")]
    [InlineData("insert into docket.outbox select * from docket.outbox")]
    [InlineData("delete from docket.events")]
    [InlineData("update docket.outbox_partitions set published_through = 9")]
    public async Task The_relays_role_can_change_nothing_else(string sql)
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        var login = await LoginAsync(journal, "");
        await using var connection = new Npgsql.NpgsqlConnection(login + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);

        var refusal = await Assert.ThrowsAsync<Npgsql.PostgresException>(
            () => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));

        Assert.Equal(Npgsql.PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    private static async Task<string> LoginAsync(TestJournal journal, string right)
    {
        var login = $"relay_{journal.Database}";
        await journal.ExecuteAsync($"create role {login} login {right} in role docket_relay");
        return journal.Server.ConnectionString(journal.Database, user: login);
    }
}
