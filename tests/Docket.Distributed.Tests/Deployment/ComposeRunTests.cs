using Docket.Distributed.Tests.Given;
using Docket.Journal.Redis.Tests.Servers;
using Docket.ReadModels.ClickHouse.Tests.Servers;

namespace Docket.Distributed.Tests.Deployment;

/// <summary>
/// The services of the compose file as processes of this machine, with its settings, over servers that tests can have:
/// only addresses, passwords and the number of brokers differ. No container is started.
/// </summary>
public sealed class ComposeRunTests(SharedServer postgres, SharedRedis redis, SharedClickHouse clickHouse)
{
    private const string Paid = """{"order_id":"o","amount":3140,"method":"card"}""";

    [Fact]
    public async Task The_roles_of_the_compose_file_serve_an_order_together()
    {
        using var directory = new TemporaryDirectory();
        using var database = await PostgresDatabase.NewAsync(postgres.Server);
        using var broker = new BrokersOfTest();
        using var search = new ElasticsearchOverHttp();
        var key = await KeyAsync(directory["keys.json"]);
        var local = new Dictionary<string, string>
        {
            ["DOCKET_POSTGRES"] = database.Connection,
            ["DOCKET_REPLICA"] = database.Connection,
            ["DOCKET_KAFKA"] = broker.Servers,
            ["DOCKET_REDIS"] = redis.Server.Address,
            ["DOCKET_ELASTICSEARCH"] = search.Address.ToString(),
            ["DOCKET_CLICKHOUSE"] = clickHouse.Server.Address.ToString(),
            ["DOCKET_KEYS"] = directory["keys.json"],
        };
        await using var set = new ServiceSet();
        // As compose does: those that others wait for first, side by side.
        var services = new ComposeFile().Serving.ToLookup(service => service.After.Any(other => other.StartsWith("projector", StringComparison.Ordinal)));
        await Task.WhenAll(services[false].Select(service => set.StartAsync(service, local, directory)));
        foreach (var service in services[true]) await set.StartAsync(service, local, directory);

        Assert.Equal(201, (await set["command"].PostAsync("/orders", Bodies.Order("o", "anna"), key)).Code);
        var paid = await set["command"].PostAsync("/payments", Paid, key);
        Assert.Equal(201, paid.Code);
        await ShownAsync(set["query"], key, paid.Seq);
        foreach (var service in set.All) Assert.Equal(200, (await service.GetAsync("/readyz")).Code);
        Assert.Equal(2, broker.ReadPublished(2).Count);
    }

    private static async Task ShownAsync(RunningService query, string key, long seq)
    {
        foreach (var path in (string[])["/orders/o", "/customers/anna/orders", "/reports/revenue", "/reports/products", "/analytics"])
        {
            var asked = path.StartsWith("/reports", StringComparison.Ordinal) ? "?from=2020-01-01&to=2099-01-01&" : "?";
            Answer answer;
            do answer = await query.GetAsync($"{path}{asked}min_seq={seq}", key);
            while (answer.Code == 404 || answer.Body.GetProperty("stale").GetBoolean());
            Assert.Equal((200, path), (answer.Code, path));
            Assert.Contains("3140", answer.Body.ToString(), StringComparison.Ordinal);
        }
    }

    private static async Task<string> KeyAsync(string file)
    {
        var made = await DocketProcess.RunAsync(
            "keys", "create", "--role", "operator", "--name", "operator", "--keys", file, "--json");
        Assert.True(made.ExitCode == 0, made.Errors);
        return made.Json.GetProperty("key").GetString()!;
    }

    /// <summary>Processes by the names of their services.</summary>
    private sealed class ServiceSet : IAsyncDisposable
    {
        private readonly System.Collections.Concurrent.ConcurrentDictionary<string, RunningService> _running = [];

        public RunningService this[string name] => _running[name];

        public IEnumerable<RunningService> All => _running.Values;

        public async Task StartAsync(
            ComposeService service, Dictionary<string, string> local, TemporaryDirectory directory)
        {
            var environment = service.Environment
                .Where(setting => setting.Key is not "DOCKET_URLS")
                .Select(setting => (setting.Key, local.GetValueOrDefault(setting.Key, setting.Value)));
            _running[service.Name] = await RunningService.StartInAsync(
                [.. environment], directory[service.Name], [.. service.Command.Skip(1)]);
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var service in _running.Values) await service.DisposeAsync();
        }
    }
}
