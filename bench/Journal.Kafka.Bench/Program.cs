using System.Diagnostics;
using Docket.Journal.InMemory;
using Docket.Journal.Kafka;
using Docket.Journal.Kafka.Bench;
using Docket.Journal.Kafka.Topics;
using Docket.Kafka.Mock;
using Microsoft.Extensions.Logging.Abstractions;

// journal-kafka-bench [events] [servers]: without servers, on librdkafka's mock broker in this process.
var events = args.Length > 0 ? int.Parse(args[0], null) : 200_000;
using var mock = args.Length > 1 ? null : new MockCluster();
var options = new KafkaOptions { Servers = mock?.Servers ?? args[1], PublicTopic = "bench.public", JournalTopic = "bench.journal" };
IReadOnlyList<TopicPlan> plans = [TopicPlan.OfPublicEvents(options), TopicPlan.OfJournal(options)];
foreach (var plan in plans) mock?.CreateTopic(plan.Name, plan.Partitions);
await new TopicSetup(options, NullLogger.Instance).EnsureAsync(plans, mayCreate: true, CancellationToken.None);

await MeasureAsync("outbox, published", () => Publishing.RunAsync(options, events));
await using var journal = await JournalRun.FillAsync(events);
await MeasureAsync("journal, written and read in order by one view", () => JournalRun.RunAsync(options, journal));

async Task MeasureAsync(string what, Func<Task> run)
{
    var started = Stopwatch.GetTimestamp();
    await run();
    var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
    Console.WriteLine($"{what}: {events / seconds:N0} events/s ({events:N0} in {seconds:N2} s)");
}
