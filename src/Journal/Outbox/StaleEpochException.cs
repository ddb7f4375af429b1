namespace Docket.Journal.Outbox;

/// <summary>A former owner of a partition wanted to publish: somebody else has taken over meanwhile.</summary>
public sealed class StaleEpochException : Exception
{
    /// <summary>Says which partition and which epochs.</summary>
    public StaleEpochException(int partition, long epoch, long newest)
        : base($"Partition {partition} is published under epoch {newest} now; epoch {epoch} is over.")
    {
    }
}
