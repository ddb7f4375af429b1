using System.Collections.Concurrent;
using System.Text.Json;
using Docket.Host.Tests.Running;
using Docket.Journal.Postgres.Tests.Servers;
using Docket.Journal.Redis.Tests.Servers;
using Docket.ReadModels.ClickHouse.Tests.Servers;

namespace Docket.Engines.Tests.Given;

/// <summary>The distributed set-up on one machine: journal and analytics in PostgreSQL, orders in Redis, reports in
/// ClickHouse, customers' orders in the cluster's double, and one service over them.</summary>
[CollectionDefinition(Name)]
public sealed class EngineHouse : IAsyncLifetime, ICollectionFixture<EngineHouse>
{
    public const string Name = "engines";

    // So few parts that a table whose merging has stopped is full in seconds.
    private const string FewParts =
        "<parts_to_delay_insert>60</parts_to_delay_insert><parts_to_throw_insert>60</parts_to_throw_insert>"
        + "<max_delay_to_insert>0</max_delay_to_insert>";

    private readonly TemporaryDirectory _directory = new();
    private readonly ConcurrentQueue<JsonElement> _told = [];
    private readonly Stack<IAsyncDisposable> _opened = [];

    /// <summary>Whether each view lies in its own engine; else all of them lie in the journal's database.</summary>
    internal bool IsSplit { get; init; } = true;

    internal PostgresServer Postgres { get; private set; } = null!;

    internal OwnRedis Redis { get; private set; } = null!;

    internal ClickHouseServer ClickHouse { get; private set; } = null!;

    internal ListeningCluster Elasticsearch { get; private set; } = null!;

    internal RunningService Service { get; private set; } = null!;

    internal string Database { get; private set; } = "";

    /// <summary>Money that was acknowledged as paid by all who were here.</summary>
    internal long Paid { get; set; }

    /// <summary>What the webhook was told, oldest first.</summary>
    internal IEnumerable<JsonElement> Told => _told;

    /// <summary>Skips the test where an engine is not installed.</summary>
    internal static void Require()
    {
        PostgresInstallation.Require();
        RedisInstallation.Require();
        ClickHouseInstallation.Require();
    }

    public async ValueTask InitializeAsync()
    {
        if (PostgresInstallation.Programs is null || RedisInstallation.Program is null || ClickHouseInstallation.Program is null)
            return;
        _opened.Push(Postgres = await PostgresServer.StartNewAsync());
        _opened.Push(Redis = await OwnRedis.StartNewAsync());
        _opened.Push(ClickHouse = await ClickHouseServer.StartNewAsync(FewParts));
        _opened.Push(Elasticsearch = new ListeningCluster());
        var webhook = new Listening(async context =>
            _told.Enqueue((await JsonDocument.ParseAsync(context.Request.InputStream)).RootElement));
        _opened.Push(webhook);
        Database = await Postgres.CreateDatabaseAsync();
        var migrated = await DocketProcess.RunAsync("db", "migrate", "--postgres", Postgres.ConnectionString(Database));
        Assert.True(migrated.ExitCode == 0, migrated.Errors);
        Service = await ServeAsync("data", "--lag-webhook", webhook.Address.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        while (_opened.TryPop(out var one)) await one.DisposeAsync();
        _directory.Dispose();
    }

    /// <summary>One more service over the same engines.</summary>
    internal async Task<RunningService> ServeAsync(string directory, params string[] options)
    {
        var service = await RunningService.StartInAsync(Settings(), _directory[directory], options);
        _opened.Push(service);
        return service;
    }

    /// <summary>Waits until every view shows what is in the journal now.</summary>
    internal async Task LevelAsync()
    {
        while ((await Service.GetAsync("/ops/lag")).Body.GetProperty("stale").GetBoolean()) await Task.Yield();
    }

    /// <summary>Runs a verb on the same engines.</summary>
    internal Task<Ended> RunAsync(params string[] verb) =>
        DocketProcess.RunInAsync(null, Settings(), [.. verb, "--data", _directory["verbs"]]);

    /// <summary>The database that this journal's reports are in.</summary>
    internal async Task<string> ReportsAsync() =>
        await ClickHouse.ExecuteAsync("select name from system.databases where startsWith(name, 'docket_')");

    /// <summary>The key of a row in Redis, of the generation that serves.</summary>
    internal async Task<string> RowAsync(string row)
    {
        var keys = (StackExchange.Redis.RedisResult[])(await Redis.ExecuteAsync("KEYS", "docket:*:order-summary"))!;
        var view = (string)keys.Single()!;
        return $"{view}:{(string)(await Redis.ExecuteAsync("HGET", view, "serving"))!}:{row}";
    }

    private (string Name, string Value)[] Settings() => IsSplit
        ? [("DOCKET_POSTGRES", Postgres.ConnectionString(Database)), .. Engines()]
        : [("DOCKET_POSTGRES", Postgres.ConnectionString(Database))];

    private (string Name, string Value)[] Engines() =>
    [
        ("DOCKET_VIEW_ORDER_SUMMARY", "redis"), ("DOCKET_REDIS", Redis.Address),
        ("DOCKET_VIEW_REVENUE", "clickhouse"), ("DOCKET_VIEW_PRODUCT_SALES", "clickhouse"),
        ("DOCKET_CLICKHOUSE", ClickHouse.Address.ToString()),
        ("DOCKET_VIEW_CUSTOMER_HISTORY", "elasticsearch"), ("DOCKET_ELASTICSEARCH", Elasticsearch.Address.ToString()),
    ];
}
