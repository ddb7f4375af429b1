using Docket.Application.Orders;
using Docket.Application.Wire;
using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Journal.Deciding;
using Docket.Journal.InMemory;
using Docket.Journal.Store;
using Done = Docket.Journal.Deciding.CommandOutcome<Docket.Domain.Orders.OrderRejection>.Done;
using KeyReused = Docket.Journal.Deciding.CommandOutcome<Docket.Domain.Orders.OrderRejection>.KeyReused;
using Rejected = Docket.Journal.Deciding.CommandOutcome<Docket.Domain.Orders.OrderRejection>.Rejected;

namespace Docket.Application.Tests.Orders;

public sealed class OrderServiceTests : IAsyncDisposable
{
    private static readonly OrderId Id = new("8471");
    private static readonly OrderLine Mug = new(new Sku("mug"), "MUG", 2, new Money(500));

    private readonly ManualClock _clock = new();
    private readonly MemorySnapshots _snapshots = new();
    private readonly InMemoryEventStore _store;

    public OrderServiceTests() => _store = new InMemoryEventStore(DocketCodec.Create(), _clock);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task An_order_is_one_stream()
    {
        var done = Assert.IsType<Done>(await RunAsync(Place));
        Assert.Equal(new StreamName("order", "8471"), done.Stream);
        Assert.Equal(OrderService.StreamOf(Id), done.Stream);
        Assert.Equal((1, 1), (done.Version.Value, done.Position.Value));
    }

    [Fact]
    public async Task A_rule_that_says_no_is_a_value_and_writes_nothing()
    {
        await RunAsync(Place);
        var rejected = Assert.IsType<Rejected>(await RunAsync(new ShipOrder(null, null) { At = _clock.Now }));
        Assert.Equal(OrderRejection.NotPaid.Rule, rejected.Reason.Rule);
        Assert.Equal(new Position(1), _store.Head);
    }

    [Fact]
    public async Task The_event_keeps_the_business_time_of_its_command()
    {
        await RunAsync(Place with { At = _clock.Now.AddYears(-1) });
        await foreach (var recorded in _store.ReadStreamAsync(OrderService.StreamOf(Id), StreamVersion.None, Cancel))
            Assert.Equal(_clock.Now.AddYears(-1), recorded.Metadata.OccurredAt);
    }

    [Fact]
    public async Task A_repeated_placing_gets_the_first_answer_and_not_already_placed()
    {
        var first = Assert.IsType<Done>(await RunAsync(Place, Key("k", 1)));
        var second = Assert.IsType<Done>(await RunAsync(Place, Key("k", 1)));
        Assert.Equal(first with { Repeated = true }, second);
        Assert.IsType<KeyReused>(await RunAsync(Place, Key("k", 2)));
    }

    [Fact]
    public async Task A_repeated_payment_is_answered_with_the_first_ones_id()
    {
        await RunAsync(Place);
        var first = Assert.IsType<Done>(await RunAsync(Pay("first"), Key("k", 1)));
        await RunAsync(new ShipOrder(null, null) { At = _clock.Now });
        var second = Assert.IsType<Done>(await RunAsync(Pay("second"), Key("k", 1)));
        Assert.Equal(new PaymentId("first"), await Service().FindPaymentAsync(first, Cancel));
        Assert.Equal(new PaymentId("first"), await Service().FindPaymentAsync(second, Cancel));
    }

    [Fact]
    public async Task An_outcome_that_is_no_payment_has_no_payment_id()
    {
        var placed = Assert.IsType<Done>(await RunAsync(Place));
        Assert.Null(await Service().FindPaymentAsync(placed, Cancel));
    }

    [Fact]
    public async Task An_order_is_the_same_with_its_snapshot_and_without()
    {
        var service = Service();
        await service.ExecuteAsync(Id, Place, new CommandContext(), Cancel);
        for (var i = 0; i < 250; i++)
            await service.ExecuteAsync(Id, new AddItem(Mug) { At = _clock.Now }, new CommandContext(), Cancel);
        var taken = await _snapshots.AnyTakenAsync(OrderService.StreamOf(Id), Cancel);
        Assert.InRange(taken.Version.Value, 100, 251);

        var withSnapshot = await Service().LoadAsync(Id, Cancel);
        _snapshots.Forget();
        var without = await Service().LoadAsync(Id, Cancel);
        Assert.Equal(without, withSnapshot);
        Assert.Equal(251, without.LineCount);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private PlaceOrder Place => new(null, new Currency("EUR"), [Mug]) { At = _clock.Now };

    private ConfirmPayment Pay(string id) => new(new PaymentId(id), new Money(1000), "card") { At = _clock.Now };

    private static CommandContext Key(string key, UInt128 fingerprint) => new() { Key = new CommandKey(key, fingerprint) };

    // A service of its own each time has no states in memory: what it answers comes from the journal.
    private OrderService Service() => new(_store, _clock, new DeciderRunnerOptions(), _snapshots);

    private ValueTask<CommandOutcome<OrderRejection>> RunAsync(OrderCommand command, CommandContext? context = null) =>
        Service().ExecuteAsync(Id, command, context ?? new CommandContext(), Cancel);
}
