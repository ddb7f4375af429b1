using Docket.Application.Checkout;
using Docket.Journal.Deciding;
using Docket.Journal.Processes.Deciding;

namespace Docket.Application.PublicEvents;

/// <summary>
/// What every public event of a checkout says, by whomever it is told: ids, figures and times; no address, no reason.
/// </summary>
internal sealed class PublicCheckoutEvent : IPublicEventBody
{
    internal PublicCheckoutEvent(
        in EventToTell<ProcessState, ProcessEvent> told, CheckoutRequest request, string? step, Direction direction)
    {
        EventId = told.Metadata.EventId;
        OccurredAt = told.Metadata.OccurredAt.UtcDateTime;
        SagaId = told.After.Id;
        OrderId = request.Order.Value;
        CustomerId = request.Customer?.Value;
        (Step, Direction) = (step, direction == Journal.Processes.Deciding.Direction.Forward ? "forward" : "back");
        (Currency, Total) = (request.Currency.Code, request.Total.Minor);
        Lines = [.. request.Lines.Select(line => new PublicPieces(line.Product.Value, line.Quantity))];
        CorrelationId = PublicId.OrNone(told.Metadata.CorrelationId);
        CausationId = PublicId.OrNone(told.Metadata.CausationId);
    }

    public Guid EventId { get; }

    public DateTime OccurredAt { get; }

    public int SchemaVersion { get; } = 1;

    public string SagaId { get; }

    public string OrderId { get; }

    /// <summary>Left out for a guest's order.</summary>
    public string? CustomerId { get; }

    /// <summary>Whose end it tells; left out where it tells that the checkout began.</summary>
    public string? Step { get; }

    /// <summary>Whether the checkout goes on with it, or back.</summary>
    public string Direction { get; }

    public string Currency { get; }

    /// <summary>What is to be paid.</summary>
    public long Total { get; }

    /// <summary>What is to be sent.</summary>
    public PublicPieces[] Lines { get; }

    public string? CorrelationId { get; }

    /// <summary>The event that was reacted to.</summary>
    public string? CausationId { get; }
}

/// <summary>So many of one product.</summary>
internal sealed record PublicPieces(string ProductId, int Quantity);
