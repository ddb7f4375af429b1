using Docket.Application.Checkout;
using Docket.Application.Checkout.Participants;
using Docket.Application.Wire;
using Docket.Checkout.Tests.Given;
using Docket.Domain.Stock;
using Docket.Journal.Deciding;
using Docket.Journal.Processes.Participants;
using Docket.Journal.Store;

namespace Docket.Checkout.Tests;

/// <summary>
/// Many checkouts of the marketplace in one simulation: stock and loyalty are Docket's own, in the same journal;
/// payments, shipping and e-mail are services behind a rough network.
/// </summary>
internal sealed class CheckoutWorld
{
    public const int InStock = 300;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(2);
    private static readonly DeciderRunnerOptions Uncached = new() { CachedStatesMax = 0 };

    public CheckoutWorld(int seed, int count)
    {
        World = new World(seed);
        Services = new[] { ParticipantNames.Payments, ParticipantNames.Shipping, ParticipantNames.Email }
            .ToDictionary(name => name, name => new SimulatedService(World, name) { Faults = Faults.Rough });
        Fleet = new Fleet(World, DocketCodec.Create(), new FleetPlan
        {
            Catalog = CheckoutProcesses.Catalog,
            Participants = Participants,
            Machines = 3,
            CrashChance = 0.0003,
            PersonComes = 0.5,
        });
        Requests = Enumerable.Range(1, count).ToDictionary(number => $"c{number}", number => Checkouts.Any($"o{number}", World.Random));
        FillTheHouse();
    }

    public World World { get; }

    public Fleet Fleet { get; }

    public IReadOnlyDictionary<string, SimulatedService> Services { get; }

    public IReadOnlyDictionary<string, CheckoutRequest> Requests { get; }

    /// <summary>Runs them all to their ends, and until what is still on its way has arrived.</summary>
    public CheckoutWorld Play()
    {
        foreach (var (id, request) in Requests)
            Fleet.StartInstance(CheckoutProcesses.Checkout, id, request.ToInput(), World.UpTo(TimeSpan.FromMinutes(30)));
        World.RunUntil(() => Fleet.IsSettled, Longest);
        World.RunUntil(() => false, TimeSpan.FromMinutes(15));
        return this;
    }

    private Dictionary<string, IParticipant> Participants(Machine machine, Fleet fleet)
    {
        var participants = new Dictionary<string, IParticipant>(FleetPlan.Of(World, [.. Services.Values])(machine, fleet));
        var journal = new JournalClient(fleet.Journal, machine);
        var stock = new StockService(journal, machine.Clock, Uncached, null);
        participants[ParticipantNames.Stock] = new WatchedParticipant(new StockParticipant(stock, machine.Clock), fleet.Asked);
        participants[ParticipantNames.Shipping] =
            new ShippingParticipant(participants[ParticipantNames.Shipping], stock, machine.Clock);
        participants[ParticipantNames.Loyalty] = new WatchedParticipant(
            new LoyaltyParticipant(new LoyaltyService(journal, machine.Clock, Uncached), machine.Clock), fleet.Asked);
        return participants;
    }

    private void FillTheHouse()
    {
        foreach (var product in Checkouts.Products)
            Fleet.Journal.Append(new AppendRequest(
                new StreamName(WireNames.StockCategory, product.Value), ExpectedVersion.NoStream,
                [new NewEvent(new StockReceived(InStock) { At = World.Now }, new EventMetadata
                {
                    EventId = Guid.CreateVersion7(World.Now), OccurredAt = World.Now,
                })]));
    }
}
