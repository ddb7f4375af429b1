using Docket.Journal.Store;

namespace Docket.Journal.Postgres.Outbox;

/// <summary>What the publisher acknowledged of a partition, to be marked.</summary>
/// <param name="Flow">The partition.</param>
/// <param name="Through">Everything up to here is published.</param>
/// <param name="Events">How many; none where nothing was acknowledged.</param>
/// <param name="Whole">All that it was given.</param>
internal readonly record struct Published(PartitionFlow Flow, Position Through, int Events, bool Whole)
{
    /// <summary>There is something to write down.</summary>
    public bool IsNews => Events > 0 || Whole;
}
