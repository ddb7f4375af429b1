using Docket.Journal.Store;

namespace Docket.Journal.Projections;

/// <summary>How putting a view right stands.</summary>
/// <param name="Stage">Where it is.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When it ended; null while it runs.</param>
public sealed record RepairProgress(RepairStage Stage, DateTimeOffset StartedAt, DateTimeOffset? EndedAt = null)
{
    /// <summary>Rows that were put right.</summary>
    public long Repaired { get; init; }

    /// <summary>The position at which they are what the journal says.</summary>
    public Position At { get; init; }

    /// <summary>What was found before; null while nothing is known.</summary>
    public ViewFinding? Found { get; init; }

    /// <summary>What came of it, as a sentence; null while it runs.</summary>
    public string? Outcome { get; init; }
}

/// <summary>The stages of a repair.</summary>
public enum RepairStage
{
    /// <summary>The view is compared with the journal, and put right.</summary>
    Running,

    /// <summary>The view is what the journal says.</summary>
    Done,

    /// <summary>It is not; the outcome says why.</summary>
    Failed,
}
