using Docket.Host.Tests.Running;
using Docket.Journal.Postgres.Tests.Servers;

namespace Docket.Host.Tests.Postgres;

public sealed class PostgresServiceTests(SharedServer shared)
{
    private static readonly (string, string) Placing = ("Idempotency-Key", "place-1");

    [Fact]
    public async Task An_order_is_placed_paid_and_shipped_and_every_verb_sees_it()
    {
        using var database = await PostgresDatabase.NewAsync(shared.Server);

        // It would tell of a view that a busy machine holds up, and rightly so.
        await using (var service = await database.ServeAsync("a", "--lag-alert", "3600"))
        {
            Assert.Equal(201, (await service.PostAsync("/orders", Bodies.Order("o"))).Code);
            Assert.Equal(422, (await service.PostAsync("/orders/o/ship")).Code);
            Assert.Equal(201, (await service.PostAsync("/payments", Payment("o"))).Code);
            var shipped = await service.PostAsync("/orders/o/ship");
            Assert.Equal((200, 3L), (shipped.Code, shipped.Seq));
            await ShowsAsync(service, "o", shipped.Seq, "shipped");
            var asked = await database.RunAsync("a", ["report", "revenue", "--json"]);
            Assert.Equal((0, 3L), (asked.ExitCode, asked.Json.GetProperty("as_of_seq").GetInt64()));
            Assert.Equal(0, await service.StopAsync());
            var errors = await service.Errors;
            Assert.True(errors.Length == 0, errors);
        }

        foreach (var verb in (string[])["history", "state"])
        {
            var told = await database.RunAsync(verb, "o", "--json");
            Assert.Equal((0, ""), (told.ExitCode, told.Errors));
        }

        var verified = await database.RunAsync("a", ["verify", "--json"]);
        Assert.Equal((0, 3L), (verified.ExitCode, verified.Json.GetProperty("events").GetInt64()));
        Assert.Equal(5, verified.Json.GetProperty("views").GetArrayLength());
    }

    [Fact]
    public async Task Two_services_share_writes_and_each_shows_what_the_other_wrote()
    {
        using var database = await PostgresDatabase.NewAsync(shared.Server);
        await using var one = await database.ServeAsync("one");
        await using var two = await database.ServeAsync("two");
        for (var i = 0; i < 20; i++)
        {
            var placed = await one.PostAsync("/orders", Bodies.Order($"o{i}"));
            await ShowsAsync(one, $"o{i}", placed.Seq, "pending");
            await ShowsAsync(two, $"o{i}", placed.Seq, "pending");

            // The first holds the order in memory, unpaid; it must not go by that.
            Assert.Equal(201, (await two.PostAsync("/payments", Payment($"o{i}"))).Code);
            var shipped = await one.PostAsync($"/orders/o{i}/ship");
            Assert.Equal(200, shipped.Code);
            await ShowsAsync(two, $"o{i}", shipped.Seq, "shipped");
        }
    }

    [Fact]
    public async Task One_key_takes_effect_once_over_two_services()
    {
        using var database = await PostgresDatabase.NewAsync(shared.Server);
        await using var one = await database.ServeAsync("one");
        await using var two = await database.ServeAsync("two");
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            (i % 2 == 0 ? one : two).PostAsync("/orders", Bodies.Order(), null, Placing)));
        Assert.All(answers, answer => Assert.Equal((201, 1L), (answer.Code, answer.Seq)));
        Assert.Single(answers.Select(answer => answer.Text("order_id")).Distinct());
        var other = await two.PostAsync("/orders", Bodies.Order("other"), null, Placing);
        Assert.Equal((422, "/problems/idempotency-key-reused"), (other.Code, other.Type));
    }

    [Fact]
    public async Task A_view_directory_in_use_is_one_line_for_a_service_and_no_matter_for_the_demo()
    {
        using var database = await PostgresDatabase.NewAsync(shared.Server);
        await using var service = await database.ServeAsync("a", "--views", "local");
        var taken = await database.RunAsync("a", ["serve", "--urls", "http://127.0.0.1:0", "--views", "local"]);
        Assert.Equal((1, 1), (taken.ExitCode, taken.Errors.Count(c => c == '\n')));
        Assert.Contains(service.Url, taken.Errors, StringComparison.Ordinal);
        var demo = await database.RunAsync("a", ["demo", "--json"]);
        Assert.Equal((0, ""), (demo.ExitCode, demo.Errors));
    }

    [Fact]
    public async Task A_view_is_rebuilt_and_brought_back_beside_the_services_that_read_it()
    {
        using var database = await PostgresDatabase.NewAsync(shared.Server);
        await using var one = await database.ServeAsync("one");
        await using var two = await database.ServeAsync("two", "--role", "command,query");
        var placed = await one.PostAsync("/orders", Bodies.Order("o"));
        foreach (var verb in (string[])["rebuild", "rollback"])
        {
            var told = await database.RunAsync("projections", verb, "order-summary", "--json");
            Assert.Equal((0, ""), (told.ExitCode, told.Errors));
            await ShowsAsync(one, "o", placed.Seq, "pending");
            await ShowsAsync(two, "o", placed.Seq, "pending");
        }

        placed = await one.PostAsync("/orders", Bodies.Order("p"));
        await ShowsAsync(two, "p", placed.Seq, "pending");
    }

    [Fact]
    public async Task Views_are_fed_from_the_changes_where_that_is_chosen()
    {
        using var database = await PostgresDatabase.NewAsync(shared.Server);
        await using var service = await database.ServeAsync("a", "--feed", "logical");
        var placed = await service.PostAsync("/orders", Bodies.Order("o"));

        // Making five slots may take longer than a read waits, while other tests hold transactions open.
        while ((await service.GetAsync($"/orders/o?min_seq={placed.Seq}")).Code == 404) await Task.Yield();
        await ShowsAsync(service, "o", placed.Seq, "pending");
        Assert.Equal(2, (await database.RunAsync("a", ["lag", "--feed", "radio"])).ExitCode);
        Assert.Equal(2, (await database.RunAsync("a", ["lag", "--views", "nowhere"])).ExitCode);
    }

    [Fact]
    public async Task A_writer_may_serve_and_a_reader_may_read_but_not_write()
    {
        using var owner = await PostgresDatabase.NewAsync(shared.Server);
        using var writer = await owner.AsAsync(shared.Server, "docket_writer", "docket_projector");
        using var reader = await owner.AsAsync(shared.Server, "docket_reader");
        await using var service = await writer.ServeAsync("a");
        Assert.Equal(201, (await service.PostAsync("/orders", Bodies.Order("o"))).Code);
        foreach (var verb in (string[][])[["state", "o"], ["report", "revenue"], ["verify"]])
        {
            var told = await reader.RunAsync(verb);
            Assert.Equal((0, ""), (told.ExitCode, told.Errors));
        }

        Assert.Equal(1, (await reader.RunAsync("demo")).ExitCode);
    }

    private static async Task ShowsAsync(RunningService service, string order, long seq, string status)
    {
        var shown = await service.GetAsync($"/orders/{order}?min_seq={seq}");
        Assert.Equal((200, false, status),
            (shown.Code, shown.Body.GetProperty("stale").GetBoolean(), shown.Text("status")));
    }

    private static string Payment(string order) => $$"""{"order_id":"{{order}}","amount":3140,"method":"card"}""";
}
