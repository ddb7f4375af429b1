using Docket.Journal.Store;

namespace Docket.Journal.Outbox;

/// <summary>What is published in one go: the next messages of one partition, or none and just a watermark.</summary>
/// <param name="Partition">Which one, see <see cref="OutboxPartitions"/>.</param>
/// <param name="Epoch">Of the lease it is published under. A place that can compare refuses an older one than it has
/// seen (<see cref="StaleEpochException"/>).</param>
/// <param name="Events">By position.</param>
/// <param name="Watermark">
/// Where known: after these events everything of the partition up to here has been published. Consumers of a quiet
/// partition learn from it that they have missed nothing.
/// </param>
public sealed record PublishBatch(
    int Partition, long Epoch, IReadOnlyList<OutgoingEvent> Events, Position? Watermark = null);
