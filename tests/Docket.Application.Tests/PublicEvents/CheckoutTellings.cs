using Docket.Application.Checkout;
using Docket.Application.PublicEvents;
using Docket.Domain.Shared;
using Docket.Journal.Deciding;
using Docket.Journal.Outbox;
using Docket.Journal.Processes.Choreography;
using Docket.Journal.Processes.Deciding;
using Docket.Journal.Store;

namespace Docket.Application.Tests.PublicEvents;

/// <summary>Makes the message of each event that participants of a checkout tell.</summary>
internal static class CheckoutTellings
{
    private static readonly DateTimeOffset At = new DateTimeOffset(2026, 3, 2, 9, 30, 0, TimeSpan.Zero).AddTicks(1_234_567);

    private static readonly Brief Brief = new(
        "8471.1", CheckoutProcesses.Checkout, 2,
        new CheckoutRequest(
            new OrderId("8471"), new CustomerId("12346"), "ada@example.org", new Currency("GBP"), new Money(7_718_360),
            [new CheckoutLine(new Sku("23166"), 74_215)]).ToInput(),
        [], At.AddMinutes(30), "request-7");

    public static OutboxMessage Message(string type, Guid eventId)
    {
        var told = EventGraph.Of(CheckoutProcesses.Catalog.Newest(CheckoutProcesses.Checkout)).Told
            .First(told => PublicEventTypes.OfCheckout(told.Name) == type);
        var (state, happened) = told.Producer == EventGraph.Origin
            ? (Process.Initial, (ProcessEvent)new ChoreographyStarted(told.Name, Brief) { At = At })
            : (Part(told.Producer), new StepTold(told.Name, told.Producer, told.Direction, Brief) { At = At });
        return CheckoutTeller.Tell(new EventToTell<ProcessState, ProcessEvent>(
            new StreamName("saga", "8471.1"), new StreamVersion(7), 0, happened,
            new EventMetadata
            {
                EventId = eventId,
                OccurredAt = At,
                CorrelationId = "request-7",
                CausationId = "019cae43-84a0-7bb0-9d51-3fd9a04cb2a0",
                Actor = "ada",
            },
            Process.Evolve(state, happened)))!;
    }

    private static ProcessState Part(string step) =>
        Process.Evolve(Process.Initial, new PartStarted(step, Brief) { At = At });
}
