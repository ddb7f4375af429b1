using Docket.Journal.Store;

namespace Docket.Journal.Projections.Feeding;

/// <summary>A feed whose events come in partitions, each with a place of its own.</summary>
public interface IPartitionedFeed : IEventFeed
{
    /// <summary>How far a view is in each; null where it is not followed here.</summary>
    IReadOnlyList<PartitionLag>? PartitionsOf(string view);
}

/// <summary>How far a view is in one partition.</summary>
/// <param name="Partition">Its number.</param>
/// <param name="Applied">Everything of it up to here has come to the view.</param>
/// <param name="Newest">The journal's newest event: a partition in which nothing happens says that it is so far.</param>
public sealed record PartitionLag(int Partition, Position Applied, Position Newest)
{
    /// <summary>How far behind, in positions.</summary>
    public long Behind => Math.Max(0, Newest.Value - Applied.Value);
}
