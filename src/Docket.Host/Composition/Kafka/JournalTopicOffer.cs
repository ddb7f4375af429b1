using Docket.Host.Composition.Roles;
using Docket.Host.Composition.Stores;
using Microsoft.Extensions.Logging;

namespace Docket.Host.Composition.Kafka;

/// <summary>Writes the journal into its topic, where views are fed from there.</summary>
internal sealed class JournalTopicOffer(Brokers brokers) : IBackgroundOffer
{
    public ServiceRoles Role => ServiceRoles.Relay;

    public bool Fits(JournalPlace place) => place is PostgresPlace;

    public IBackgroundWork Make(JournalPlace place, EmbeddedDocket docket, ILoggerFactory loggers) =>
        new JournalTopicWork((PostgresPlace)place, brokers, docket.Journal, loggers.CreateLogger("Docket.Kafka"));
}
