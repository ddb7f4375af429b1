namespace Docket.Journal.Deciding;

/// <summary>Bounds of a decider runner.</summary>
public sealed record DeciderRunnerOptions
{
    /// <summary>How often a command is decided anew after a conflict. Default 3.</summary>
    public int RetriesMax { get; init; } = 3;

    /// <summary>States kept in memory, least recently used ones go first; 0 keeps none. Default 20,000.</summary>
    public int CachedStatesMax { get; init; } = 20_000;

    /// <summary>
    /// Whether commands on one stream wait for each other in this process, rather than meet in the journal and be
    /// decided anew. For streams that many write to at once, where all but one of them would lose each time. Default
    /// false.
    /// </summary>
    public bool TakesTurns { get; init; }
}
