using Docket.Journal.InMemory;
using Docket.Journal.Kafka;
using Docket.Journal.Kafka.Groups;
using Docket.Journal.Serialization;
using Docket.Journal.Store;
using Docket.Kafka.Member;
using Microsoft.Extensions.Logging.Abstractions;

// docket-kafka-member SERVERS PORT: a member of a group in a process of its own, to be killed. Its sink is at the port.
var options = new KafkaOptions
{
    Servers = args[0],
    Settings = new Dictionary<string, string> { ["session.timeout.ms"] = "1500", ["heartbeat.interval.ms"] = "200" },
};
var codec = new EventCodecBuilder().Build();
await using var nothing = new InMemoryEventStore(codec, TimeProvider.System);
using var sink = new RemoteSink(int.Parse(args[1], null));
await new GroupFeed(options, nothing, codec, TimeProvider.System, NullLogger.Instance)
    .RunAsync("notes", EventFilter.All, sink, CancellationToken.None);
