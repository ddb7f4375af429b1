namespace Docket.Journal.Store;

/// <summary>An event on its way into the journal.</summary>
/// <param name="Payload">The fact; its type is registered in the store's <see cref="Serialization.EventCodec"/>.</param>
/// <param name="Metadata">Who, why and when.</param>
public sealed record NewEvent(object Payload, EventMetadata Metadata);
