namespace Docket.Journal.Files.Publishing;

/// <summary>Where published events are written.</summary>
public sealed record FilePublisherOptions
{
    /// <summary>The directory of the partitions' files; made where it is missing.</summary>
    public required string Directory { get; init; }

    /// <summary>Flush to the disk before a batch is acknowledged. Default true; without, a power cut loses what was
    /// acknowledged, and the relay does not send it again.</summary>
    public bool Flush { get; init; } = true;

    internal void Validate() => ArgumentException.ThrowIfNullOrWhiteSpace(Directory);
}
