namespace Docket.Journal.Serialization;

/// <summary>An event as bytes, ready for a store.</summary>
/// <param name="Type">The wire name.</param>
/// <param name="Data">The payload, UTF-8 JSON.</param>
/// <param name="Metadata">As <see cref="MetadataCodec"/> writes it.</param>
public readonly record struct EncodedEvent(string Type, ReadOnlyMemory<byte> Data, ReadOnlyMemory<byte> Metadata);
