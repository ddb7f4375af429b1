using Docket.Host.Composition.Roles;
using Docket.Host.Composition.Stores;
using Microsoft.Extensions.Logging;

namespace Docket.Host.Composition.Sagas;

/// <summary>Lets go of reserved goods in time, wherever sagas are run.</summary>
internal sealed class ExpiryOffer : IBackgroundOffer
{
    public ServiceRoles Role => ServiceRoles.Saga;

    public bool Fits(JournalPlace place) => true;

    public IBackgroundWork Make(JournalPlace place, EmbeddedDocket docket, ILoggerFactory loggers) =>
        new ExpiryWork(docket, TimeProvider.System, loggers.CreateLogger("Docket.Stock"));
}
