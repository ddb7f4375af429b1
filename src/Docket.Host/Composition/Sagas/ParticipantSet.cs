using Docket.Application.Checkout;
using Docket.Application.Checkout.Participants;
using Docket.Application.Checkout.Simulated;
using Docket.Journal.Deciding;
using Docket.Journal.Processes.Participants;
using Docket.Participants.Email;
using Docket.Participants.Http;

namespace Docket.Host.Composition.Sagas;

/// <summary>
/// Who takes part in a checkout: stock and points are Docket's own, the others are services, or stand-ins for them.
/// </summary>
internal sealed class ParticipantSet : IDisposable
{
    private readonly HttpClient _http = ParticipantHttp.CreateClient();

    public ParticipantSet(EmbeddedDocket docket, ParticipantSettings settings, TimeProvider clock)
    {
        var loyalty = new LoyaltyService(docket.Journal, clock, new DeciderRunnerOptions());
        var carrier = Service(ParticipantNames.Shipping, settings.Shipping, ParticipantRoutes.Shipping);
        ByName = new Dictionary<string, IParticipant>
        {
            [ParticipantNames.Stock] = new StockParticipant(docket.Stock, clock),
            [ParticipantNames.Loyalty] = new LoyaltyParticipant(loyalty, clock),
            [ParticipantNames.Payments] = Service(
                ParticipantNames.Payments, settings.Payments, ParticipantRoutes.Payments),
            [ParticipantNames.Shipping] = new ShippingParticipant(carrier, docket.Stock, clock),
            [ParticipantNames.Email] = settings is { Mail: null, Simulates: true }
                ? StandIn(ParticipantNames.Email)
                : new EmailParticipant(settings.Mail, settings.MailFrom, clock),
        };

        IParticipant Service(string name, Uri? url, ParticipantRoutes routes) => url is null
            ? StandIn(name)
            : new HttpParticipant(_http, url, routes, settings.Secrets!, clock);

        IParticipant StandIn(string name) => new SimulatedParticipant(name, SimulatedFaults.None, clock);
    }

    /// <summary>By the names that definitions use.</summary>
    public IReadOnlyDictionary<string, IParticipant> ByName { get; }

    public void Dispose() => _http.Dispose();
}
