using Docket.Host.Tests.Running;
using Docket.Journal.Postgres.Tests.Servers;

namespace Docket.Host.Tests.Postgres;

public sealed class PostgresFailureTests(SharedServer shared)
{
    [Fact]
    public async Task A_database_without_the_schema_names_the_command_that_makes_it()
    {
        using var database = await PostgresDatabase.NewAsync(shared.Server, migrated: false);
        foreach (var verb in (string[][])[["serve", "--urls", "http://127.0.0.1:0"], ["state", "o"], ["demo"]])
            OneLine(await database.RunAsync(verb), 1, "docket db migrate");
        var dry = await database.RunAsync("db", "migrate", "--dry-run");
        Assert.Contains("create table docket.events", dry.Output, StringComparison.Ordinal);
        OneLine(await database.RunAsync("state", "o"), 1, "docket db migrate");
        await using var service = await database.ServeAsync("a", "--migrate");
        Assert.Equal(201, (await service.PostAsync("/orders", Bodies.Order())).Code);
        var again = await database.RunAsync("db", "migrate", "--json");
        Assert.Equal((0, 0), (again.ExitCode, again.Json.GetProperty("applied").GetArrayLength()));
    }

    [Fact]
    public async Task What_cannot_be_reached_or_is_refused_is_one_line_that_says_what_to_do()
    {
        var server = shared.Server;
        OneLine(await StateAsync("Host=127.0.0.1;Port=1;Database=d;Username=u"), 1, "Is the server running");
        OneLine(await StateAsync(server.ConnectionString("postgres", user: "nobody")), 1, "Check Username");
        OneLine(await StateAsync(server.ConnectionString("nowhere")), 1, "createdb");
        OneLine(await StateAsync("Port=here"), 2, "--postgres wants");
        OneLine(await DocketProcess.RunAsync("db", "migrate"), 2, "DOCKET_POSTGRES");
    }

    [Fact]
    public async Task What_went_round_the_append_is_found()
    {
        using var database = await PostgresDatabase.NewAsync(shared.Server);
        Assert.Equal(0, (await database.RunAsync("demo")).ExitCode);
        var name = new Npgsql.NpgsqlConnectionStringBuilder(database.Connection).Database!;
        await shared.Server.ExecuteAsync(name, "delete from docket.events where position = 2");
        var verified = await database.RunAsync("verify", "--json");
        Assert.Equal(1, verified.ExitCode);
        Assert.Contains("position 3 follows 1", verified.Output, StringComparison.Ordinal);
    }

    private static Task<Ended> StateAsync(string connection) =>
        DocketProcess.RunAsync("state", "o", "--postgres", connection);

    private static void OneLine(Ended ended, int exitCode, string saying)
    {
        Assert.Equal((exitCode, 1), (ended.ExitCode, ended.Errors.Count(c => c == '\n')));
        Assert.Contains(saying, ended.Errors, StringComparison.Ordinal);
    }
}
