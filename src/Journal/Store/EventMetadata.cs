namespace Docket.Journal.Store;

/// <summary>Who, why and when of one event; written once with it and never part of the business facts.</summary>
public sealed record EventMetadata
{
    /// <summary>The event's own id: a UUIDv7, unique for ever, made by the writer.</summary>
    public required Guid EventId { get; init; }

    /// <summary>Business time, UTC, to 100 ns; when it happened, as far as the writer knows.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Ties together everything one request set off; 1-64 characters.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The id of the event or command that caused this one; 1-64 characters.</summary>
    public string? CausationId { get; init; }

    /// <summary>Who asked for it (a user or key name); 1-64 characters.</summary>
    public string? Actor { get; init; }

    /// <summary>W3C trace context of the request that wrote it.</summary>
    public string? TraceParent { get; init; }

    /// <summary>The saga that this event is a step of; 1-80 characters.</summary>
    public string? SagaId { get; init; }
}
