using System.Text.Json;
using Docket.Host.Tests.Running;
using Docket.Journal.Postgres.Tests.Servers;

namespace Docket.Host.Tests.Postgres;

public sealed class RelayTests(SharedServer shared)
{
    private const int Orders = 40;

    [Theory]
    [InlineData("polling")]
    [InlineData("cdc")]
    public async Task What_services_commit_is_published_once_each_and_in_order_also_when_a_relay_is_killed(string engine)
    {
        using var database = await PostgresDatabase.NewAsync(shared.Server);
        using var login = await database.AsAsync(shared.Server, "docket_relay");
        if (engine == "cdc") await database.ExecuteAsync($"alter role {login.User} replication");
        using var published = new TemporaryDirectory();
        string[] relay = ["--role", "relay", "--relay", engine, "--relay-lease", "2",
            "--publish", "file:" + published.Path];
        await using var service = await database.ServeAsync("s", "--role", "command");
        await using (var killed = await login.ServeAsync("r1", relay))
        {
            await PlaceAndPayAsync(service, "first");
            await PublishedAsync(published, 1);
            await killed.KillAsync();
        }

        await PlaceAndPayAsync(service, "second");
        await using var next = await login.ServeAsync("r2", relay);
        var events = await PublishedAsync(published, 4 * Orders);

        var once = events.DistinctBy(told => told.Id).ToList();
        Assert.Equal(4 * Orders, once.Count);
        foreach (var order in once.GroupBy(told => told.Key))
            Assert.Equal(["docket.order.placed.v1", "docket.order.payment_confirmed.v1"], order.Select(told => told.Type));
        Assert.Equal(200, (await next.GetAsync("/readyz")).Code);
        Assert.Contains("docket_outbox", await next.GetTextAsync("/metrics"), StringComparison.Ordinal);
        var stalled = await database.RunAsync("outbox", "stalled", "--json");
        Assert.Equal((0, 0), (stalled.ExitCode, stalled.Json.GetProperty("stalled").GetArrayLength()));
    }

    [Fact]
    public async Task A_relay_without_a_target_or_outbox_is_refused_with_what_to_do()
    {
        using var database = await PostgresDatabase.NewAsync(shared.Server);
        foreach (var (arguments, saying) in ((string[], string)[])
            [(["serve", "--role", "relay"], "--publish"), (["serve", "--publish", "nowhere"], "file:./published"),
             (["serve", "--publish", "file:p", "--relay", "magic"], "polling or cdc"),
             (["outbox", "skip", "7"], "--why")])
        {
            var refused = await database.RunAsync(arguments);
            Assert.Equal(2, refused.ExitCode);
            Assert.Contains(saying, refused.Errors, StringComparison.Ordinal);
        }

        var unknown = await database.RunAsync("outbox", "skip", "7", "--why", "a test");
        Assert.Equal(1, unknown.ExitCode);
        Assert.Contains("outbox stalled", unknown.Errors, StringComparison.Ordinal);
    }

    private static async Task PlaceAndPayAsync(RunningService service, string prefix)
    {
        for (var i = 0; i < Orders; i++)
        {
            Assert.Equal(201, (await service.PostAsync("/orders", Bodies.Order($"{prefix}-{i}"))).Code);
            var paid = await service.PostAsync(
                "/payments", $$"""{"order_id":"{{prefix}}-{{i}}","amount":3140,"method":"card"}""");
            Assert.Equal(201, paid.Code);
        }
    }

    /// <summary>What is published once there are so many different events, in the order of each file.</summary>
    private static async Task<List<Told>> PublishedAsync(TemporaryDirectory published, int count)
    {
        using var written = new SemaphoreSlim(0);
        using var watcher = new FileSystemWatcher(published.Path);
        watcher.Changed += (_, _) => written.Release();
        watcher.EnableRaisingEvents = true;
        while (true)
        {
            var told = Directory.EnumerateFiles(published.Path, "*.jsonl").SelectMany(Read).ToList();
            if (told.Select(one => one.Id).Distinct().Count() >= count) return told;
            await written.WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    private static IEnumerable<Told> Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        foreach (var line in text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var json = JsonElement.Parse(line);
            if (json.TryGetProperty("id", out var id))
                yield return new Told(
                    id.GetString()!, json.GetProperty("key").GetString()!, json.GetProperty("type").GetString()!);
        }
    }

    private sealed record Told(string Id, string Key, string Type);
}
