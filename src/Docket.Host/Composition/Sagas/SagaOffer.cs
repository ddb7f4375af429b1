using Docket.Host.Composition.Roles;
using Docket.Host.Composition.Stores;
using Microsoft.Extensions.Logging;

namespace Docket.Host.Composition.Sagas;

/// <summary>Runs checkouts, where somebody said with whom.</summary>
internal sealed class SagaOffer(ParticipantSettings settings) : IBackgroundOffer
{
    public ServiceRoles Role => ServiceRoles.Saga;

    public bool Fits(JournalPlace place) => true;

    public IBackgroundWork Make(JournalPlace place, EmbeddedDocket docket, ILoggerFactory loggers) =>
        new SagaWork(place, docket, settings, loggers.CreateLogger("Docket.Sagas"));
}
