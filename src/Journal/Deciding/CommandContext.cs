using Docket.Journal.Store;

namespace Docket.Journal.Deciding;

/// <summary>Everything about a command but its wish: who, why, and how often it may take effect.</summary>
public sealed record CommandContext
{
    /// <summary>Makes a repeat harmless; null where the caller has no key.</summary>
    public CommandKey? Key { get; init; }

    /// <summary>The version the caller has seen and insists on; null where any will do.</summary>
    public StreamVersion? IfVersion { get; init; }

    /// <summary>
    /// Whether the aggregate's id was made for this command, or nothing was there just now. Then nothing is read before
    /// it is appended, neither the stream nor the key's first time: should there be something all the same, the append
    /// says so. Default false.
    /// </summary>
    public bool IsNew { get; init; }

    /// <summary>See <see cref="EventMetadata.CorrelationId"/>.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>See <see cref="EventMetadata.CausationId"/>.</summary>
    public string? CausationId { get; init; }

    /// <summary>See <see cref="EventMetadata.Actor"/>.</summary>
    public string? Actor { get; init; }

    /// <summary>See <see cref="EventMetadata.TraceParent"/>.</summary>
    public string? TraceParent { get; init; }

    /// <summary>See <see cref="EventMetadata.SagaId"/>.</summary>
    public string? SagaId { get; init; }
}
