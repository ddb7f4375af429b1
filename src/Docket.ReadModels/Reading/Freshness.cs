using Docket.Journal.Store;

namespace Docket.ReadModels.Reading;

/// <summary>What a reader insists on.</summary>
/// <param name="MinSeq">The read waits until it shows this position; <see cref="Position.Start"/> waits for nothing.</param>
/// <param name="Patience">How long it waits at most; past that it answers what it has and says that it is stale.</param>
public sealed record Freshness(Position MinSeq, TimeSpan Patience)
{
    /// <summary>Answers at once with what there is.</summary>
    public static Freshness Whatever { get; } = new(Position.Start, TimeSpan.Zero);
}
