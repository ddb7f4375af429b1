using Docket.Host.Composition.Roles;
using Docket.Host.Composition.Stores;
using Microsoft.Extensions.Logging;

namespace Docket.Host.Composition.Publishing;

/// <summary>Publishes the outbox of a journal in PostgreSQL.</summary>
internal sealed class RelayOffer(RelaySettings settings) : IBackgroundOffer
{
    public ServiceRoles Role => ServiceRoles.Relay;

    public bool Fits(JournalPlace place) => place is PostgresPlace;

    public IBackgroundWork Make(JournalPlace place, EmbeddedDocket docket, ILoggerFactory loggers) => new RelayWork(
        (PostgresPlace)place, settings, loggers.CreateLogger("Docket.Outbox"));
}
