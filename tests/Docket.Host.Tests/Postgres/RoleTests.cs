using Docket.Host.Tests.Running;
using Docket.Journal.Postgres.Tests.Servers;

namespace Docket.Host.Tests.Postgres;

public sealed class RoleTests(SharedServer shared)
{
    private const string Elsewhere = "/problems/not-served-here";

    [Fact]
    public async Task One_process_takes_commands_a_second_applies_them_and_a_third_answers_queries()
    {
        using var database = await PostgresDatabase.NewAsync(shared.Server);
        await using var writer = await database.ServeAsync("w", "--role", "command");
        await using var projector = await database.ServeAsync("p", "--role", "projector");
        await using var reader = await database.ServeAsync("r", "--role", "query");
        var placed = await writer.PostAsync("/orders", Bodies.Order("o"));
        Assert.Equal(201, placed.Code);
        var shown = await reader.GetAsync($"/orders/o?min_seq={placed.Seq}");
        Assert.Equal((200, false), (shown.Code, shown.Body.GetProperty("stale").GetBoolean()));
        var asked = await writer.GetAsync("/orders/o");
        Assert.Equal((404, Elsewhere), (asked.Code, asked.Type));
        var told = await reader.PostAsync("/orders", Bodies.Order("p"));
        Assert.Equal((404, Elsewhere), (told.Code, told.Type));
        foreach (var process in (RunningService[])[writer, projector, reader])
        {
            Assert.Equal(200, (await process.GetAsync("/healthz")).Code);
            Assert.Equal(200, (await process.GetAsync("/ops/lag")).Code);
            Assert.Contains("docket_http", await process.GetTextAsync("/metrics"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Whatever_a_process_does_not_serve_it_says_so_of_and_does_not_describe()
    {
        using var database = await PostgresDatabase.NewAsync(shared.Server);
        await using var everything = await database.ServeAsync("a");
        await using var writer = await database.ServeAsync("w", "--role", "command");
        await using var reader = await database.ServeAsync("r", "--role", "query");
        var (all, commands, queries) =
            (await OffersAsync(everything), await OffersAsync(writer), await OffersAsync(reader));
        Assert.Equal(all, commands.Union(queries).Order(StringComparer.Ordinal));
        Assert.All(commands.Intersect(queries), offer => Assert.Matches("(/ops/|/healthz|/readyz|/metrics)", offer));
        foreach (var offer in all.Except(commands)) await ElsewhereAsync(writer, offer);
        foreach (var offer in all.Except(queries)) await ElsewhereAsync(reader, offer);
    }

    [Fact]
    public async Task Two_command_processes_may_name_the_same_directory_because_they_keep_nothing_there()
    {
        using var database = await PostgresDatabase.NewAsync(shared.Server);
        await using var one = await database.ServeAsync("same", "--role", "command");
        await using var two = await database.ServeAsync("same", "--role", "command");
        Assert.Equal(201, (await one.PostAsync("/orders", Bodies.Order("o"))).Code);
        Assert.Equal(409, (await two.PostAsync("/orders", Bodies.Order("o"))).Code);
        Assert.Equal(200, (await two.GetAsync("/readyz")).Code);
    }

    private static async Task<List<string>> OffersAsync(RunningService service)
    {
        var description = (await service.GetAsync("/openapi/v1.json")).Body;
        return [.. description.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name} {path.Name}"))
            .Order(StringComparer.Ordinal)];
    }

    private static async Task ElsewhereAsync(RunningService service, string offer)
    {
        var (method, path) = (offer.Split(' ')[0], offer.Split(' ')[1].Replace("{id}", "x", StringComparison.Ordinal));
        var answer = await service.SendAsync(new HttpMethod(method.ToUpperInvariant()), path, null);
        Assert.Equal((404, Elsewhere, offer), (answer.Code, answer.Type, offer));
    }
}
