using System.Diagnostics;
using System.Globalization;
using Docket.Journal.Kafka;
using Docket.Journal.Kafka.Bench;
using Docket.Journal.Kafka.Publishing;
using Docket.Journal.Kafka.Topics;
using Docket.Journal.Postgres;
using Docket.Journal.Postgres.Bench;
using Docket.Journal.Postgres.Migrations;
using Docket.Kafka.Mock;
using Microsoft.Extensions.Logging.Abstractions;

// Each figure is one line on standard output. SERVERS are brokers; without them, librdkafka's mock in this process.
const string usage = """
    Journal.Kafka.Bench protocol [EVENTS] [SERVERS]              publishing, and the journal through its topic to a view
    Journal.Kafka.Bench relay CONNECTION [EVENTS] [SERVERS]      the outbox of PostgreSQL published, by both engines
    Journal.Kafka.Bench broker                                   a mock broker with both topics, until Ctrl-C
    Journal.Kafka.Bench orders URL PER_SECOND SECONDS            places orders at a steady rate
    """;
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["protocol", .. var rest] when rest.Length <= 2:
        await ProtocolAsync(rest.Length > 0 ? Number(rest[0]) : 200_000, rest.Length > 1 ? rest[1] : null);
        return 0;
    case ["relay", var connection, .. var rest] when rest.Length <= 2:
        await RelayAsync(connection, rest.Length > 0 ? Number(rest[0]) : 300_000, rest.Length > 1 ? rest[1] : null);
        return 0;
    case ["broker"]:
        await BrokerAsync();
        return 0;
    case ["orders", var url, var perSecond, var seconds]:
        await Orders.PlaceAsync(new Uri(url), Number(perSecond), TimeSpan.FromSeconds(Number(seconds)));
        return 0;
    default:
        Console.Error.WriteLine(usage);
        return 2;
}

static async Task ProtocolAsync(int events, string? servers)
{
    using var mock = servers is null ? new MockCluster() : null;
    var options = await TopicsAsync(mock, servers);
    await MeasureAsync("outbox, published", events, () => Publishing.RunAsync(options, events));
    await using var journal = await JournalRun.FillAsync(events);
    await MeasureAsync(
        "journal, written and read in order by one view", events, () => JournalRun.RunAsync(options, journal));
}

static async Task RelayAsync(string connection, int events, string? servers)
{
    await new PostgresMigrator(new PostgresStoreOptions { ConnectionString = connection }, NullLogger.Instance)
        .MigrateAsync(CancellationToken.None);
    using var mock = servers is null ? new MockCluster() : null;
    var options = await TopicsAsync(mock, servers);
    await Relay.MeasureAsync(connection, events, () => new KafkaPublisher(options, Complaints.Logger));
}

static async Task BrokerAsync()
{
    using var mock = new MockCluster();
    var options = new KafkaOptions { Servers = mock.Servers };
    foreach (var plan in Plans(options)) mock.CreateTopic(plan.Name, plan.Partitions);
    Console.WriteLine(mock.Servers);
    await Retention.KeepShortAsync(mock, Plans(options));
}

static async Task<KafkaOptions> TopicsAsync(MockCluster? mock, string? servers)
{
    var options = new KafkaOptions
    {
        Servers = mock?.Servers ?? servers!,
        PublicTopic = "bench.public",
        JournalTopic = "bench.journal",
    };
    foreach (var plan in Plans(options)) mock?.CreateTopic(plan.Name, plan.Partitions);
    await new TopicSetup(options, NullLogger.Instance)
        .EnsureAsync(Plans(options), mayCreate: true, CancellationToken.None);
    return options;
}

static IReadOnlyList<TopicPlan> Plans(KafkaOptions options) =>
    [TopicPlan.OfPublicEvents(options), TopicPlan.OfJournal(options)];

static async Task MeasureAsync(string what, int events, Func<Task> run)
{
    var started = Stopwatch.GetTimestamp();
    await run();
    var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
    Console.WriteLine($"{what}: {events / seconds:N0} events/s ({events:N0} in {seconds:N2} s)");
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
