using System.Text.Json;

namespace Docket.Distributed.Tests.Given;

/// <summary>A database, a broker, and the processes of the service over them.</summary>
internal sealed class Shop : IDisposable
{
    private readonly PostgresDatabase _database;
    private readonly TemporaryDirectory _directory = new();
    private readonly (string Name, string Value)[] _environment;
    private int _started;

    private Shop(PostgresDatabase database, (string Name, string Value)[] engines)
    {
        _database = database;
        // The mock wakes a waiting fetch only when its time is up.
        File.WriteAllText(_directory["kafka.conf"], "# for the mock\nfetch.wait.max.ms=10\n");
        _environment =
        [
            ("DOCKET_POSTGRES", database.Connection), ("DOCKET_KAFKA", Broker.Servers), ("DOCKET_FEED", "kafka"),
            ("DOCKET_PUBLISH", "kafka"), ("DOCKET_RELAY_LEASE", "2"), ("DOCKET_KAFKA_CONFIG", _directory["kafka.conf"]),
            .. engines,
        ];
    }

    public BrokersOfTest Broker { get; } = new();

    public PostgresDatabase Database => _database;

    public static async Task<Shop> OpenAsync(PostgresServer server, params (string Name, string Value)[] engines) =>
        new(await PostgresDatabase.NewAsync(server), engines);

    /// <summary>Starts a process with these roles. Whoever starts it ends it.</summary>
    public Task<RunningService> ServeAsync(string roles, params string[] options) => RunningService.StartInAsync(
        _environment, _directory[$"data-{Interlocked.Increment(ref _started)}"], ["--role", roles, .. options]);

    /// <summary>Runs a verb with the same settings.</summary>
    public Task<Ended> RunAsync(params string[] verb) =>
        DocketProcess.RunInAsync(null, _environment, [.. verb, "--data", _directory["verbs"]]);

    /// <summary>Returns once every view of a process shows what the journal holds now.</summary>
    public static async Task LevelAsync(RunningService service, long head)
    {
        while (true)
        {
            var lag = (await service.GetAsync("/ops/lag")).Body;
            var behind = lag.GetProperty("views").EnumerateArray().Min(view => view.GetProperty("watermark").GetInt64());
            if (behind >= head) return;
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The journal's newest event.</summary>
    public async Task<long> HeadAsync() =>
        (long)(await _database.ExecuteAsync("select coalesce(max(position), 0) from docket.events"))!;

    /// <summary>Fails unless the journal and every view in every engine are whole.</summary>
    public async Task VerifyAsync()
    {
        var verified = await RunAsync("verify", "--json");
        Assert.True(verified.ExitCode == 0, verified.Output + verified.Errors);
        var head = await HeadAsync();
        Assert.All(verified.Json.GetProperty("views").EnumerateArray(), view =>
            Assert.Equal((true, head), (view.GetProperty("kept").GetBoolean(), view.GetProperty("position").GetInt64())));
    }

    /// <summary>Rebuilds a view, and fails unless it was swapped in and equal.</summary>
    public static async Task RebuildAsync(RunningService service, string view)
    {
        Assert.Equal(202, (await service.PostAsync($"/ops/projections/{view}/rebuild")).Code);
        while (true)
        {
            var rebuild = (await service.GetAsync($"/ops/projections/{view}")).Body.GetProperty("rebuild");
            var state = rebuild.GetProperty("state").GetString();
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            if (state is not ("swapped" or "failed")) continue;
            Assert.Equal("swapped", state);
            Assert.StartsWith("Equal", rebuild.GetProperty("outcome").GetString(), StringComparison.Ordinal);
            return;
        }
    }

    /// <summary>Places and pays orders, several at a time; answers the last sequence number.</summary>
    public static async Task<long> SellAsync(RunningService service, string prefix, int orders)
    {
        var last = 0L;
        await Parallel.ForAsync(0, orders, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) =>
        {
            var id = $"{prefix}-{number}";
            var placed = await service.PostAsync("/orders", Bodies.Order(id, $"c{number % 7}"));
            Assert.Equal(201, placed.Code);
            var paid = await service.PostAsync("/payments", $$"""{"order_id":"{{id}}","amount":3140,"method":"card"}""");
            Assert.Equal(201, paid.Code);
            InterlockedMax(ref last, paid.Seq);
        });
        return last;
    }

    public void Dispose()
    {
        Broker.Dispose();
        _database.Dispose();
        _directory.Dispose();
    }

    private static void InterlockedMax(ref long target, long value)
    {
        for (var seen = Volatile.Read(ref target); seen < value;)
        {
            var before = Interlocked.CompareExchange(ref target, value, seen);
            if (before == seen) return;
            seen = before;
        }
    }
}
