using Docket.Application.Checkout;
using Docket.Application.Checkout.Participants;
using Docket.Application.Orders;
using Docket.Application.Wire;
using Docket.Checkout.Tests.Given;
using Docket.Domain.Orders;
using Docket.Domain.Stock;
using Docket.Journal.Deciding;
using Docket.Journal.Processes;
using Docket.Journal.Processes.Participants;
using Docket.Journal.Store;

namespace Docket.Checkout.Tests;

/// <summary>
/// Many checkouts of the marketplace in one simulation: stock and loyalty are Docket's own, in the same journal;
/// payments, shipping and e-mail are services behind a rough network.
/// </summary>
internal sealed class CheckoutWorld
{
    private static readonly TimeSpan OutageBegins = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(2);
    private static readonly DeciderRunnerOptions Uncached = new() { CachedStatesMax = 0 };

    private readonly CheckoutPlan _plan;

    public CheckoutWorld(int seed, CheckoutPlan plan)
    {
        _plan = plan;
        World = new World(seed);
        Services = new[] { ParticipantNames.Payments, ParticipantNames.Shipping, ParticipantNames.Email }
            .ToDictionary(name => name, name => new SimulatedService(World, name) { Faults = plan.Faults });
        Fleet = new Fleet(World, DocketCodec.Create(), new FleetPlan
        {
            Catalog = CheckoutProcesses.Catalog,
            Participants = Participants,
            Runtime = plan.Runtime,
            Machines = plan.Runtime == ProcessRuntime.Orchestrated ? 3 : 2, // each of them plays every participant
            CrashChance = 0.0003,
            CrashesFor = plan.CrashesFor,
            PersonComes = plan.PersonComes,
            Rules = plan.Rules,
            Store = plan.Store ?? Client,
        });
        Requests = Enumerable.Range(1, plan.Count).ToDictionary(number => $"c{number}", number => Checkouts.Any($"o{number}", World.Random));
        FillTheHouse();
        foreach (var request in Requests.Values) Place(request);
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
        if (_plan.Outage > TimeSpan.Zero) LoseTheCarrier();
        World.RunUntil(() => Fleet.IsSettled, Longest);
        World.RunUntil(() => false, TimeSpan.FromMinutes(15));
        return this;
    }

    private void LoseTheCarrier()
    {
        var carrier = Services[ParticipantNames.Shipping];
        World.After(OutageBegins, null, () => carrier.Faults = _plan.Faults with { LosesReply = 1 });
        World.After(OutageBegins + _plan.Outage, null, () => carrier.Faults = _plan.Faults);
    }

    private JournalClient Client(SimulatedJournal journal, Machine machine) =>
        _plan.Runtime == ProcessRuntime.Orchestrated
            ? new JournalClient(journal, machine)
            : new RoughFeedClient(journal, machine, World);

    private Dictionary<string, IParticipant> Participants(Machine machine, Fleet fleet)
    {
        var participants = new Dictionary<string, IParticipant>(FleetPlan.Of(World, [.. Services.Values])(machine, fleet));
        var journal = new JournalClient(fleet.Journal, machine);
        var stock = new StockService(journal, machine.Clock, Uncached, null);
        participants[ParticipantNames.Stock] = new WatchedParticipant(new StockParticipant(stock, machine.Clock), fleet.Asked);
        participants[ParticipantNames.Shipping] =
            new ShippingParticipant(participants[ParticipantNames.Shipping], stock, machine.Clock);
        participants[ParticipantNames.Orders] = new WatchedParticipant(
            new OrdersParticipant(new OrderService(journal, machine.Clock, Uncached, null), machine.Clock), fleet.Asked);
        participants[ParticipantNames.Loyalty] = new WatchedParticipant(
            new LoyaltyParticipant(new LoyaltyService(journal, machine.Clock, Uncached), machine.Clock), fleet.Asked);
        return participants;
    }

    private void FillTheHouse()
    {
        foreach (var product in _plan.InStock.Keys)
            Append(
                new StreamName(WireNames.StockCategory, product.Value),
                new StockReceived(_plan.InStock[product]) { At = World.Now });
    }

    /// <summary>One line that comes to the total; the rules of orders do not ask what is on it.</summary>
    private void Place(CheckoutRequest request) => Append(
        OrderService.StreamOf(request.Order),
        new OrderPlaced(
            request.Customer, request.Currency, [new OrderLine(request.Lines[0].Product, "All of it", 1, request.Total)])
        {
            At = World.Now,
        });

    private void Append(StreamName stream, object happened) => Fleet.Journal.Append(new AppendRequest(
        stream, ExpectedVersion.NoStream,
        [new NewEvent(happened, new EventMetadata { EventId = Guid.CreateVersion7(World.Now), OccurredAt = World.Now })]));
}
