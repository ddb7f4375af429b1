namespace Docket.Journal.Outbox;

/// <summary>Where the outbox goes: a broker, files, memory.</summary>
/// <remarks>
/// Called for several partitions at a time, and for one partition never twice at a time. A call that throws is repeated
/// later as a whole: what it has published by then is published twice, and consumers drop repeats by
/// <see cref="OutgoingEvent.Id"/>.
/// </remarks>
public interface IPublisher
{
    /// <summary>Says that a partition is published under this epoch from now on, so that older ones can be refused.</summary>
    /// <exception cref="StaleEpochException">A newer epoch was here before.</exception>
    ValueTask TakeOverAsync(int partition, long epoch, CancellationToken cancellationToken);

    /// <summary>Publishes events of one partition in their order, stopping at the first that is refused.</summary>
    /// <exception cref="StaleEpochException">A newer epoch was here before: nothing was published.</exception>
    ValueTask<PublishAnswer> PublishAsync(PublishBatch batch, CancellationToken cancellationToken);
}
