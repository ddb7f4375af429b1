using Docket.Journal.Kafka;
using Docket.Journal.Kafka.Feeding;
using Docket.Journal.Kafka.Publishing;
using Docket.Journal.Kafka.Topics;
using Docket.Journal.Outbox;
using Docket.Journal.Projections.Feeding;
using Docket.Journal.Serialization;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;

namespace Docket.Host.Composition.Kafka;

/// <summary>The Kafka brokers of one process: where they are, what its topics must be like, and whether they are.</summary>
/// <param name="Options">Where, and which topics.</param>
/// <param name="MayCreate">Whether a missing topic is made.</param>
/// <param name="Retention">How long records are kept at least.</param>
/// <param name="Replicas">Copies of a partition, where a topic is made; null for the cluster's own default.</param>
internal sealed record Brokers(KafkaOptions Options, bool MayCreate, TimeSpan Retention, short? Replicas)
{
    public TopicGate Gate { get; } = new();

    /// <summary>What the topic of public events must be like.</summary>
    public TopicPlan PublicTopic =>
        TopicPlan.OfPublicEvents(Options) with { Retention = Retention, Replicas = Replicas };

    /// <summary>What the topic of the journal must be like.</summary>
    public TopicPlan JournalTopic => TopicPlan.OfJournal(Options) with { Retention = Retention, Replicas = Replicas };

    /// <summary>Feeds views from the journal's topic.</summary>
    public IEventFeed FeedOf(IEventStore journal, EventCodec codec, ILogger logger) =>
        new GatedFeed(new KafkaEventFeed(Options, journal, codec, logger), Gate);

    /// <summary>Publishes the outbox; disposed by the caller.</summary>
    public IPublisher NewPublisher(ILogger logger) => new GatedPublisher(new KafkaPublisher(Options, logger), Gate);
}
