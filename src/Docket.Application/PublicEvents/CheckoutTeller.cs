using System.Text.Json;
using Docket.Application.Checkout;
using Docket.Journal.Deciding;
using Docket.Journal.Outbox;
using Docket.Journal.Processes.Deciding;

namespace Docket.Application.PublicEvents;

/// <summary>Makes the public events of checkouts that nobody leads: what its participants tell each other.</summary>
/// <remarks>What a checkout that is led does is its leader's affair: of it the orders' own events tell.</remarks>
public static class CheckoutTeller
{
    /// <summary>The message of an event that participants tell; null for all others.</summary>
    public static OutboxMessage? Tell(EventToTell<ProcessState, ProcessEvent> told) =>
        told.After.Definition != CheckoutProcesses.Checkout ? null : told.Event switch
        {
            ChoreographyStarted e => Message(told, e.Name, null, Direction.Forward),
            StepTold e => Message(told, e.Name, e.Step, e.Direction),
            _ => null,
        };

    private static OutboxMessage Message(
        in EventToTell<ProcessState, ProcessEvent> told, string name, string? step, Direction direction)
    {
        var type = PublicEventTypes.OfCheckout(name);
        var body = new PublicCheckoutEvent(told, CheckoutRequest.Of(told.After.Input), step, direction);
        return new OutboxMessage(
            body.EventId, told.Number, type,
            JsonSerializer.SerializeToUtf8Bytes(
                new PublicEvent<PublicCheckoutEvent>(type, body), PublicEventJson.Default.Checkout));
    }
}
