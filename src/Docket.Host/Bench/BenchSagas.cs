using Docket.Application.Checkout;
using Docket.Application.Checkout.Participants;
using Docket.Application.Checkout.Simulated;
using Docket.Application.Wire;
using Docket.Host.Composition;
using Docket.Journal.Deciding;
using Docket.Journal.Leasing;
using Docket.Journal.Processes;
using Docket.Journal.Processes.Participants;

namespace Docket.Host.Bench;

/// <summary>Whoever sees to the steps of the bench's checkouts.</summary>
internal sealed class BenchSagas : IAsyncDisposable
{
    private readonly IAsyncDisposable _host;

    public BenchSagas(EmbeddedDocket docket, ProcessRuntime runtime, SimulatedFaults carrier)
    {
        var (clock, codec) = (TimeProvider.System, DocketCodec.Create());
        var participants = Participants(docket, carrier, clock);
        var options = new ProcessHostOptions { Owner = "bench" };
        var leases = new InProcessLeases(clock);
        if (runtime == ProcessRuntime.Orchestrated)
        {
            var host = new ProcessHost(
                docket.Journal, codec, CheckoutProcesses.Catalog, participants, leases, options, docket.Snapshots);
            (_host, TimersHeld) = (host, () => host.TimersHeld);
            host.Start();
        }
        else
        {
            var host = new ChoreographyHost(
                docket.Journal, codec, CheckoutProcesses.Catalog, participants, leases, options, docket.Snapshots);
            (_host, TimersHeld) = (host, () => host.TimersHeld);
            host.Start();
        }
    }

    /// <summary>Timers that it holds in memory now.</summary>
    public Func<int> TimersHeld { get; }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static Dictionary<string, IParticipant> Participants(
        EmbeddedDocket docket, SimulatedFaults carrier, TimeProvider clock) => new()
        {
            [ParticipantNames.Stock] = new StockParticipant(docket.Stock, clock),
            [ParticipantNames.Payments] = new SimulatedParticipant(ParticipantNames.Payments, SimulatedFaults.None, clock),
            [ParticipantNames.Shipping] = new ShippingParticipant(
                new SimulatedParticipant(ParticipantNames.Shipping, carrier, clock), docket.Stock, clock),
            [ParticipantNames.Loyalty] = new LoyaltyParticipant(
                new LoyaltyService(docket.Journal, clock, new DeciderRunnerOptions()), clock),
            [ParticipantNames.Orders] = new OrdersParticipant(docket.Orders, clock),
            [ParticipantNames.Email] = new SimulatedParticipant(ParticipantNames.Email, SimulatedFaults.None, clock),
        };
}
