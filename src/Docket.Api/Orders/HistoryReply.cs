using System.Text.Json;
using System.Text.Json.Serialization;
using Docket.Api.Replicas;
using Docket.Journal.Serialization;
using Docket.Journal.Store;

namespace Docket.Api.Orders;

/// <summary>What happened to an order.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Events">Oldest first.</param>
/// <param name="AsOfSeq">Every event of the order up to here was looked at.</param>
/// <param name="Stale">More was asked for than the journal that was read shows.</param>
public sealed record HistoryReply(string OrderId, IReadOnlyList<HistoryEvent> Events, long AsOfSeq, bool Stale)
{
    /// <summary>replica or primary; left out where no replica is configured for this.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ServedBy { get; init; }

    /// <summary>Why the primary answered in the replica's place; left out where it did not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Fallback { get; init; }

    internal HistoryReply By(ServedBy by) => this with { ServedBy = by.Server, Fallback = by.Fallback };
}

/// <summary>One event of an order.</summary>
/// <param name="Version">Its number in the order, from 1.</param>
/// <param name="SequenceNumber">Its place in the whole journal.</param>
/// <param name="Type">What happened, such as <c>order.placed</c>.</param>
/// <param name="SchemaVersion">The form its data is stored in.</param>
/// <param name="OccurredAt">Business time.</param>
/// <param name="RecordedAt">Store time.</param>
/// <param name="Data">The fact as it is stored.</param>
/// <param name="Metadata">Who and why.</param>
/// <param name="Changes">What it changed in the order as readers see it.</param>
public sealed record HistoryEvent(
    long Version, long SequenceNumber, string Type, int SchemaVersion, DateTime OccurredAt, DateTime RecordedAt,
    JsonElement Data, HistoryMetadata Metadata, IReadOnlyList<HistoryChange> Changes)
{
    internal static HistoryEvent Of(RecordedEvent recorded, IReadOnlyList<HistoryChange> changes) => new(
        recorded.Version.Value, recorded.Position.Value, WireName.NameOf(recorded.Type), recorded.SchemaVersion,
        recorded.Metadata.OccurredAt.UtcDateTime, recorded.RecordedAt.UtcDateTime,
        JsonElement.Parse(recorded.Data.Span), HistoryMetadata.Of(recorded.Metadata), changes);
}

/// <summary>Who and why.</summary>
/// <param name="EventId">The event's own id.</param>
/// <param name="CorrelationId">Ties together what one request set off.</param>
/// <param name="CausationId">What caused it.</param>
/// <param name="Actor">Who asked for it.</param>
/// <param name="SagaId">The saga that it was a step of; left out where it was none.</param>
/// <param name="Traceparent">The trace it was part of; left out where there was none.</param>
public sealed record HistoryMetadata(
    Guid EventId, string? CorrelationId, string? CausationId, string? Actor,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? SagaId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Traceparent)
{
    internal static HistoryMetadata Of(EventMetadata metadata) => new(
        metadata.EventId, metadata.CorrelationId, metadata.CausationId, metadata.Actor, metadata.SagaId,
        metadata.TraceParent);
}

/// <summary>One thing that an event changed.</summary>
/// <param name="Path">Where in the order, such as <c>status</c> or <c>items[1].quantity</c>.</param>
/// <param name="Before">What stood there; null where nothing did.</param>
/// <param name="After">What stands there since.</param>
public sealed record HistoryChange(string Path, JsonElement? Before, JsonElement? After);
