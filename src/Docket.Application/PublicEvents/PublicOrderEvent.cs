using System.Diagnostics;
using Docket.Domain.Orders;
using Docket.Journal.Deciding;

namespace Docket.Application.PublicEvents;

/// <summary>
/// What every public event of an order says; each has a JSON Schema in <c>contracts/</c>. Only ids, figures and times: no
/// free text, because nobody can know what stands in it. Amounts are in minor units.
/// </summary>
internal abstract class PublicOrderEvent(in EventToTell<OrderState, OrderEvent> told) : IPublicEventBody
{
    public Guid EventId { get; } = told.Metadata.EventId;

    public DateTime OccurredAt { get; } = told.Metadata.OccurredAt.UtcDateTime;

    public int SchemaVersion { get; } = 1;

    public string OrderId { get; } = told.Stream.Id;

    /// <summary>The order's version with this event: a consumer sees by it whether it missed one.</summary>
    public long OrderVersion { get; } = told.Version.Value;

    /// <summary>Left out for a guest's order.</summary>
    public string? CustomerId { get; } = told.After.Customer?.Value;

    /// <summary>Where the order stands with this event.</summary>
    public string Status { get; } = StatusOf(told.After);

    public string Currency { get; } = told.After.Currency!.Value.Code;

    /// <summary>What the order comes to with this event: lines less discounts.</summary>
    public long Total { get; } = told.After.Total.Minor;

    public long Paid { get; } = told.After.Paid.Minor;

    public long Refunded { get; } = told.After.Refunded.Minor;

    public string? CorrelationId { get; } = PublicId.OrNone(told.Metadata.CorrelationId);

    public string? CausationId { get; } = PublicId.OrNone(told.Metadata.CausationId);

    /// <summary>The checkout that this event is a step of; left out where it is none.</summary>
    public string? SagaId { get; } = PublicId.OfSaga(told.Metadata.SagaId);

    private static string StatusOf(OrderState order) => order.Stage switch
    {
        OrderStage.Open => order.IsPaid ? "paid" : "pending",
        OrderStage.Shipped => "shipped",
        OrderStage.Cancelled => "cancelled",
        _ => throw new UnreachableException($"Nothing is told of an order that is {order.Stage}."),
    };
}
