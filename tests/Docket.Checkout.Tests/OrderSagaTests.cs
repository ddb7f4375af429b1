using Docket.Application.Checkout;
using Docket.Application.Checkout.Simulated;
using Docket.Application.Wire;
using Docket.Checkout.Tests.Given;
using Docket.Journal.Processes;
using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Participants;

namespace Docket.Checkout.Tests;

/// <summary>The lab's saga: payment, inventory, shipping; and what happens where one of them fails.</summary>
public sealed class OrderSagaTests
{
    private readonly World _world = new(1);
    private readonly Dictionary<string, SimulatedParticipant> _participants = [];

    [Fact]
    public void An_order_that_nothing_goes_wrong_with_is_paid_reserved_and_shipped()
    {
        var saga = Run();

        Assert.Equal(ProcessStatus.Completed, saga.Status);
        Assert.Equal(["payment_completed", "inventory_reserved"], saga.Statuses);
        Assert.Equal(["payment", "inventory", "shipping"], saga.Steps);
        AssertStanding(1, 1, 1);
    }

    [Fact]
    public void A_failing_payment_leaves_nothing_to_compensate()
    {
        var saga = Run(payment: new SimulatedFaults { Refuses = "The card was declined." });

        Assert.Equal((ProcessStatus.Compensated, "payment: The card was declined."), (saga.Status, saga.Reason));
        Assert.Equal(["payment refused"], saga.Steps);
        AssertStanding(0, 0, 0);
    }

    [Fact]
    public void A_failing_inventory_has_the_payment_refunded()
    {
        var saga = Run(inventory: new SimulatedFaults { Refuses = "Nothing left." });

        Assert.Equal(ProcessStatus.Compensated, saga.Status);
        Assert.Equal(["payment", "inventory refused", "payment undone"], saga.Steps);
        AssertStanding(0, 0, 0);
    }

    [Fact]
    public void A_failing_shipping_has_the_inventory_released_and_then_the_payment_refunded()
    {
        var saga = Run(shipping: new SimulatedFaults { Refuses = "No carrier goes there." });

        Assert.Equal(ProcessStatus.Compensated, saga.Status);
        Assert.Equal(["payment", "inventory", "shipping refused", "inventory undone", "payment undone"], saga.Steps);
        AssertStanding(0, 0, 0);
    }

    [Theory]
    [InlineData("payments")]
    [InlineData("stock")]
    [InlineData("shipping")]
    public void A_participant_that_is_busy_for_a_while_is_asked_again(string busy)
    {
        var saga = RunWith(busy, new SimulatedFaults { FailsFirst = 3 });

        Assert.Equal(ProcessStatus.Completed, saga.Status);
        AssertStanding(1, 1, 1);
    }

    [Theory]
    [InlineData("payments")]
    [InlineData("stock")]
    [InlineData("shipping")]
    public void A_lost_answer_is_asked_for_and_nothing_is_done_twice(string forgetful)
    {
        var saga = RunWith(forgetful, new SimulatedFaults { UnknownFirst = 1, Doubled = true });

        Assert.Equal(ProcessStatus.Completed, saga.Status);
        AssertStanding(1, 1, 1);
    }

    [Theory]
    [InlineData("payments")]
    [InlineData("stock")]
    [InlineData("shipping")]
    public void A_participant_that_takes_longer_than_it_may_is_asked_how_it_ended(string slow)
    {
        var saga = RunWith(slow, new SimulatedFaults { Delay = TimeSpan.FromMinutes(1) });

        Assert.NotNull(saga.WaitsFor);
        Assert.DoesNotContain(saga.Steps, step => step.EndsWith("undone", StringComparison.Ordinal));
    }

    [Fact]
    public void What_cannot_be_undone_is_failed_and_waits_for_a_person()
    {
        var saga = Run(
            payment: new SimulatedFaults { RefusesUndoing = "The account is closed." },
            inventory: new SimulatedFaults { Refuses = "Nothing left." });

        Assert.Equal((ProcessStatus.Failed, "Undoing was refused: The account is closed."), (saga.Status, saga.WaitsFor));
        AssertStanding(1, 0, 0);
    }

    private Saga RunWith(string who, SimulatedFaults faults) => Run(
        who == ParticipantNames.Payments ? faults : null, who == ParticipantNames.Stock ? faults : null,
        who == ParticipantNames.Shipping ? faults : null);

    private Saga Run(SimulatedFaults? payment = null, SimulatedFaults? inventory = null, SimulatedFaults? shipping = null)
    {
        var fleet = new Fleet(_world, DocketCodec.Create(), new FleetPlan
        {
            Catalog = CheckoutProcesses.Catalog,
            Participants = (machine, _) => CheckoutProcesses.Catalog.All.SelectMany(process => process.Steps)
                .Select(step => step.Participant!).Distinct()
                .ToDictionary(name => name, name => (IParticipant)(_participants[name] = new SimulatedParticipant(name, FaultsOf(name), machine.Clock))),
        });
        fleet.StartInstance(CheckoutProcesses.OrderSaga, "saga-1", Checkouts.Of("8471").ToInput(), TimeSpan.Zero);
        Assert.True(_world.RunUntil(() => fleet.IsSettled, TimeSpan.FromDays(3)));
        return new Saga(fleet.StateOf("saga-1"), [.. fleet.EventsOf("saga-1")]);

        SimulatedFaults FaultsOf(string name) => name switch
        {
            ParticipantNames.Payments => payment,
            ParticipantNames.Stock => inventory,
            ParticipantNames.Shipping => shipping,
            _ => null,
        } ?? SimulatedFaults.None;
    }

    private void AssertStanding(int payments, int stock, int shipping) => Assert.Equal(
        (payments, stock, shipping),
        (_participants[ParticipantNames.Payments].Standing, _participants[ParticipantNames.Stock].Standing,
            _participants[ParticipantNames.Shipping].Standing));

    private sealed record Saga(ProcessState State, IReadOnlyList<ProcessEvent> Events)
    {
        public string Status => State.Status;

        public string? Reason => State.TakenBackFor;

        public string? WaitsFor => State.Waiting?.Reason;

        public IEnumerable<string> Statuses =>
            Events.OfType<StepSucceeded>().Where(step => step.Status is not null).Select(step => step.Status!);

        public IEnumerable<string> Steps => Events.Select(recorded => recorded switch
        {
            StepSucceeded e => e.Kind == Journal.Processes.Defining.CallKind.Action ? e.Step : $"{e.Step} undone",
            StepRefused e => $"{e.Step} refused",
            _ => null,
        }).OfType<string>();
    }
}
