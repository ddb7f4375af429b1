using Docket.Journal.Kafka.JournalTopic;
using Docket.Journal.Projections.Feeding;

namespace Docket.Journal.Kafka.Groups;

/// <summary>What a worker asks of the member of the group that it works for.</summary>
internal interface IMembership
{
    /// <summary>What the partition holds now.</summary>
    ValueTask<PartitionEnds> EndsOfAsync(int partition, CancellationToken cancellationToken);

    /// <summary>Fetches the partition from an offset on, into this queue and no other any more.</summary>
    void Fetch(PartitionWorker worker, long from, PartitionQueue into);

    /// <summary>Fetches nothing of the partition for now.</summary>
    void Hold(PartitionWorker worker);

    /// <summary>Says that the queue has room again.</summary>
    void Relieved(PartitionWorker worker);

    /// <summary>Says that everything before an offset was applied for good.</summary>
    void Applied(int partition, long next);

    /// <summary>Whether the group's coordinator says that the partition is this member's.</summary>
    ValueTask<bool> IsOursAsync(int partition, PartitionPlace place, CancellationToken cancellationToken);
}
