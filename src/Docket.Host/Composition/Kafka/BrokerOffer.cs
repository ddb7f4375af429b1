using Docket.Host.Composition.Roles;
using Docket.Host.Composition.Stores;
using Docket.Journal.Kafka.Topics;
using Microsoft.Extensions.Logging;

namespace Docket.Host.Composition.Kafka;

/// <summary>Watches the brokers, in processes that use them.</summary>
internal sealed class BrokerOffer(Brokers brokers, IReadOnlyList<TopicPlan> topics) : IBackgroundOffer
{
    /// <summary>Nobody's own work: others are in want of it.</summary>
    public ServiceRoles Role => ServiceRoles.None;

    public bool Fits(JournalPlace place) => place is PostgresPlace;

    public IBackgroundWork Make(JournalPlace place, EmbeddedDocket docket, ILoggerFactory loggers) =>
        new BrokerWork(brokers, topics, loggers.CreateLogger("Docket.Kafka"));
}
