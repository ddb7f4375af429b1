using Docket.Host.Tests.Running;
using Docket.Journal.Postgres.Tests.Servers;
using Npgsql;

namespace Docket.Host.Tests.Postgres;

public sealed class PostgresStateTests(SharedServer shared)
{
    [Fact]
    public async Task Current_state_is_verified_named_where_it_is_wrong_and_rebuilt()
    {
        using var database = await PostgresDatabase.NewAsync(shared.Server);
        Assert.Equal(0, (await database.RunAsync("demo")).ExitCode);
        Assert.Equal(0, (await database.RunAsync("verify")).ExitCode);
        Assert.Equal(0, (await database.RunAsync("db", "rebuild-state", "--check")).ExitCode);
        await ExecuteAsync(database, "update docket.orders set total = total + 1");

        var verified = await database.RunAsync("verify");
        Assert.Equal(1, verified.ExitCode);
        Assert.Contains("docket db rebuild-state", verified.Output, StringComparison.Ordinal);
        var checkedOnly = await database.RunAsync("db", "rebuild-state", "--check", "--json");
        Assert.Equal((1, false), (checkedOnly.ExitCode, checkedOnly.Json.GetProperty("swapped").GetBoolean()));
        var rebuilt = await database.RunAsync("db", "rebuild-state", "--json");

        Assert.Equal((0, true), (rebuilt.ExitCode, rebuilt.Json.GetProperty("swapped").GetBoolean()));
        Assert.False(rebuilt.Json.GetProperty("equal").GetBoolean());
        Assert.Equal(0, (await database.RunAsync("verify")).ExitCode);
        Assert.Equal(2, (await DocketProcess.RunAsync("db", "rebuild-state")).ExitCode);
    }

    [Fact]
    public async Task Migrating_a_journal_that_is_older_than_the_tables_fills_them()
    {
        using var database = await PostgresDatabase.NewAsync(shared.Server);
        Assert.Equal(0, (await database.RunAsync("demo")).ExitCode);
        await ExecuteAsync(
            database,
            """
            drop table docket.orders, docket.order_items, docket.payments;
            drop function docket.put_orders;
            delete from docket.migrations where number > 1000;
            """);

        Assert.Equal(0, (await database.RunAsync("db", "migrate")).ExitCode);

        var equal = await database.RunAsync("db", "rebuild-state", "--check", "--json");
        Assert.Equal(0, equal.ExitCode);
        Assert.All(equal.Json.GetProperty("tables").EnumerateArray(), table =>
            Assert.True(table.GetProperty("rows").GetInt64() > 0));
    }

    private static async Task ExecuteAsync(PostgresDatabase database, string sql)
    {
        await using var connection = new NpgsqlConnection(database.Connection);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
