using Docket.Journal.Store;

namespace Docket.Journal.Projections.Feeding;

/// <summary>
/// Where a view's events go when several processes share its partitions: a place that keeps, beside each partition's
/// effects, how far the partition is and whose it is.
/// </summary>
/// <remarks>
/// Applying compares the claim and writes effects and place together, in one transaction or one atomic step. So an event
/// takes effect once however often it is delivered, and a former owner, who may not know yet that it is one, changes
/// nothing. Called for several partitions at a time, for one partition once at a time.
/// </remarks>
public interface IPartitionSink
{
    /// <summary>Becomes a partition's owner: from now on, what is applied under an earlier claim is refused.</summary>
    ValueTask<PartitionClaim> ClaimAsync(int partition, CancellationToken cancellationToken);

    /// <summary>Applies a batch and keeps its place with it.</summary>
    /// <returns>Whether the claim still held. If not, nothing was changed.</returns>
    ValueTask<bool> TryApplyAsync(PartitionClaim claim, PartitionBatch batch, CancellationToken cancellationToken);
}

/// <summary>The right to apply a partition's events, until the next claim.</summary>
/// <param name="Partition">Which one.</param>
/// <param name="Epoch">Larger than that of every earlier claim of the partition.</param>
/// <param name="Place">How far the partition was applied when it was claimed.</param>
public sealed record PartitionClaim(int Partition, long Epoch, PartitionPlace Place);

/// <summary>How far a partition is.</summary>
/// <param name="Position">Everything of the partition up to here has been applied.</param>
/// <param name="Offset">Where reading goes on: whatever lies before it is not beyond the position. -1: not known.</param>
public readonly record struct PartitionPlace(Position Position, long Offset)
{
    /// <summary>Nothing has been applied yet.</summary>
    public static PartitionPlace Start => new(Position.Start, -1);
}

/// <summary>What is applied in one go.</summary>
/// <param name="Events">By position; none where the partition only learns that it has missed nothing.</param>
/// <param name="Through">The partition's place afterwards.</param>
public sealed record PartitionBatch(IReadOnlyList<RecordedEvent> Events, PartitionPlace Through);
