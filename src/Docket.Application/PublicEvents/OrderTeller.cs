using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Docket.Domain.Orders;
using Docket.Journal.Outbox;

using Told = Docket.Journal.Deciding.EventToTell<
    Docket.Domain.Orders.OrderState, Docket.Domain.Orders.OrderEvent>;

namespace Docket.Application.PublicEvents;

/// <summary>Makes the public event of each of an order's events.</summary>
/// <remarks>
/// Domain events are private and change with the code; what is told is a contract. The message's id is the event's own, so
/// that one id leads from a consumer's log to the journal.
/// </remarks>
internal static class OrderTeller
{
    private static PublicEventJson Json => PublicEventJson.Default;

    public static OutboxMessage Tell(Told told) => told.Event switch
    {
        OrderPlaced e => Message(told, PublicEventTypes.Placed, new PublicOrderPlaced(told, e), Json.Placed),
        ItemAdded e => Message(told, PublicEventTypes.ItemAdded, new PublicItemAdded(told, e), Json.ItemAdded),
        DiscountApplied e => Message(
            told, PublicEventTypes.DiscountApplied, new PublicDiscountApplied(told, e), Json.DiscountApplied),
        PaymentConfirmed e => Message(
            told, PublicEventTypes.PaymentConfirmed, new PublicPaymentConfirmed(told, e), Json.PaymentConfirmed),
        OrderShipped => Message(told, PublicEventTypes.Shipped, new PublicOrderShipped(told), Json.Shipped),
        OrderCancelled e => Message(
            told, PublicEventTypes.Cancelled, new PublicOrderCancelled(told, e), Json.Cancelled),
        RefundIssued e => Message(
            told, PublicEventTypes.RefundIssued, new PublicRefundIssued(told, e), Json.RefundIssued),
        _ => throw new UnreachableException($"{told.Event}"),
    };

    private static OutboxMessage Message<TBody>(
        in Told told, string type, TBody body, JsonTypeInfo<PublicEvent<TBody>> json)
        where TBody : PublicOrderEvent => new(
        body.EventId, told.Number, type,
        JsonSerializer.SerializeToUtf8Bytes(new PublicEvent<TBody>(type, body), json));
}
