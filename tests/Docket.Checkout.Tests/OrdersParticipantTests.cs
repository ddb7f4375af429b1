using Docket.Application.Checkout.Participants;
using Docket.Application.Orders;
using Docket.Application.Wire;
using Docket.Checkout.Tests.Given;
using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Journal.Deciding;
using Docket.Journal.InMemory;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Participants;

namespace Docket.Checkout.Tests;

/// <summary>Booking on the order keeps the contract that every participant has to.</summary>
public sealed class OrdersParticipantTests : IAsyncDisposable
{
    private static readonly StepOutcome Fine = new StepOutcome.Succeeded();
    private static readonly OrderId Id = new("8471");
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;
    private readonly InMemoryEventStore _journal = new(DocketCodec.Create(), TimeProvider.System);
    private readonly OrderService _orders;
    private readonly OrdersParticipant _participant;

    public OrdersParticipantTests()
    {
        _orders = new OrderService(_journal, TimeProvider.System, new DeciderRunnerOptions(), null);
        _participant = new OrdersParticipant(_orders, TimeProvider.System);
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public ValueTask DisposeAsync() => _journal.DisposeAsync();

    [Fact]
    public async Task An_order_is_paid_and_sent_once_however_often_it_is_asked_for()
    {
        await PlaceAsync();
        Assert.Equal(Fine, await AskAsync(CallKind.Action));
        Assert.Equal(Fine, await AskAsync(CallKind.Action));
        var order = await _orders.LoadAsync(Id, _stop);
        Assert.Equal((true, OrderStage.Shipped, 2250L), (order.IsPaid, order.Stage, order.Paid.Minor));
    }

    [Fact]
    public async Task An_order_that_was_cancelled_meanwhile_says_no_for_good()
    {
        await PlaceAsync();
        await RunAsync(new CancelOrder(null) { At = Now });
        Assert.IsType<StepOutcome.Refused>(await AskAsync(CallKind.Action));
        Assert.IsType<StepOutcome.Refused>(await AskAsync(CallKind.Action));
        Assert.Equal(0, (await _orders.LoadAsync(Id, _stop)).Paid.Minor);
    }

    [Fact]
    public async Task An_order_that_costs_more_by_now_says_no()
    {
        await PlaceAsync();
        await RunAsync(new AddItem(new OrderLine(Checkouts.Pot, "Pot", 1, new Money(10))) { At = Now });
        Assert.IsType<StepOutcome.Refused>(await AskAsync(CallKind.Action));
        Assert.False((await _orders.LoadAsync(Id, _stop)).IsPaid);
    }

    [Fact]
    public async Task Undoing_gives_back_once()
    {
        await PlaceAsync();
        await AskAsync(CallKind.Action);
        Assert.Equal(Fine, await AskAsync(CallKind.Compensation));
        Assert.Equal(Fine, await AskAsync(CallKind.Compensation));
        Assert.Equal(2250, (await _orders.LoadAsync(Id, _stop)).Refunded.Minor);
    }

    [Fact]
    public async Task Undoing_what_was_never_done_succeeds_and_from_then_on_it_is_refused()
    {
        await PlaceAsync();
        Assert.Equal(Fine, await AskAsync(CallKind.Compensation));
        Assert.IsType<StepOutcome.Refused>(await AskAsync(CallKind.Action));
        Assert.Equal(0, (await _orders.LoadAsync(Id, _stop)).Paid.Minor);
    }

    private ValueTask<StepOutcome> AskAsync(CallKind kind) => _participant.ExecuteAsync(
        new StepCall($"8471.1/book-order/{kind}", "8471.1/book-order", "8471.1", "book-order", kind, 1)
        {
            Input = Checkouts.Of("8471").ToInput(),
        }, _stop);

    private Task PlaceAsync() => RunAsync(new PlaceOrder(
        Checkouts.Ada, new Currency("GBP"), [new OrderLine(Checkouts.Mug, "Mug", 1, new Money(2250))])
    { At = Now });

    private async Task RunAsync(OrderCommand command) =>
        Assert.IsType<CommandOutcome<OrderRejection>.Done>(
            await _orders.ExecuteAsync(Id, command, new CommandContext(), _stop));
}
