using Docket.Journal.Projections.Feeding;
using Docket.Journal.Serialization;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.Kafka.Groups;

/// <summary>What the workers of a group have in common.</summary>
internal sealed record GroupWork(
    string Group, string Topic, IPartitionSink Sink, IEventStore Store, EventFilter Filter, EventCodec Codec,
    TimeProvider Clock, ILogger Logger);
