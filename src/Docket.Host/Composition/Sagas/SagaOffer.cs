using Docket.Host.Commands;
using Docket.Host.Composition.Roles;
using Docket.Host.Composition.Stores;
using Docket.Host.Output;
using Microsoft.Extensions.Logging;

namespace Docket.Host.Composition.Sagas;

/// <summary>Runs checkouts, where somebody said with whom: <c>DOCKET_PARTICIPANTS</c>.</summary>
internal sealed class SagaOffer : IBackgroundOffer
{
    private const string Simulated = "simulated";

    public ServiceRoles Role => ServiceRoles.Saga;

    /// <summary>
    /// Without participants checkouts are taken and wait: nobody's card is charged by a stand-in unasked.
    /// </summary>
    public bool Fits(JournalPlace place) => Settings.Find("participants") switch
    {
        null => false,
        Simulated => true,
        var other => throw new UsageException($"DOCKET_PARTICIPANTS wants '{Simulated}'; '{other}' is none."),
    };

    public IBackgroundWork Make(JournalPlace place, EmbeddedDocket docket, ILoggerFactory loggers) =>
        new SagaWork(place, docket, loggers.CreateLogger("Docket.Sagas"));
}
