using Docket.Journal.Store;

namespace Docket.Journal.Projections;

/// <summary>How a rebuild, or a going back, stands.</summary>
/// <param name="Stage">Where it is.</param>
/// <param name="Position">How far the shadow has read.</param>
/// <param name="Target">The journal's head.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When it was swapped in or failed.</param>
/// <param name="Eta">How long it will probably still take; null when it does not run, or nothing is known yet.</param>
/// <param name="Outcome">What was compared before the swap, or why it failed.</param>
/// <param name="Differs">Whether the rebuilt view differs from the one it replaced; null until compared.</param>
public sealed record RebuildProgress(
    RebuildStage Stage, Position Position, Position Target, DateTimeOffset StartedAt, DateTimeOffset? EndedAt = null,
    TimeSpan? Eta = null, string? Outcome = null, bool? Differs = null);

/// <summary>The stages of a rebuild.</summary>
public enum RebuildStage
{
    /// <summary>The shadow reads the journal.</summary>
    Running,

    /// <summary>The shadow is level with the view and compared to it.</summary>
    Verifying,

    /// <summary>The shadow serves.</summary>
    Swapped,

    /// <summary>The view that served before still does.</summary>
    Failed,
}
