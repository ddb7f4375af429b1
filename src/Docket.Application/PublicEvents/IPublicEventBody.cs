namespace Docket.Application.PublicEvents;

/// <summary>What an envelope takes from what it carries.</summary>
internal interface IPublicEventBody
{
    Guid EventId { get; }

    DateTime OccurredAt { get; }

    string OrderId { get; }
}
