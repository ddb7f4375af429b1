using Microsoft.Extensions.Logging;

namespace Docket.Journal.Postgres;

/// <summary>Every message this project logs.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "The journal in schema {Schema} is open at position {Head}.")]
    public static partial void Opened(this ILogger logger, string schema, long head);

    [LoggerMessage(2, LogLevel.Warning,
        "The session that appends was lost with {Appends} appends under way; finding out what became of them.")]
    public static partial void WriterLost(this ILogger logger, int appends, Exception failure);

    [LoggerMessage(3, LogLevel.Information,
        "Of {Appends} appends under way {Written} had been committed; the others are appended again.")]
    public static partial void WriterRecovered(this ILogger logger, int appends, int written);

    [LoggerMessage(4, LogLevel.Warning, "Heads cannot be announced to other processes for now; they poll.")]
    public static partial void NotAnnounced(this ILogger logger, Exception failure);

    [LoggerMessage(5, LogLevel.Warning, "Channel {Channel} cannot be heard for now; it is polled.")]
    public static partial void NotListening(this ILogger logger, string channel, Exception failure);

    [LoggerMessage(6, LogLevel.Warning, "The head cannot be read for now.")]
    public static partial void HeadNotRead(this ILogger logger, Exception failure);

    [LoggerMessage(10, LogLevel.Information,
        "The changes for view {View} begin at {At}, and it stands at {Stands}; the journal is read in between.")]
    public static partial void ChangesBridged(this ILogger logger, string view, long at, long stands);

    [LoggerMessage(11, LogLevel.Warning, "Slot {Slot} had fallen too far behind and was dropped; it is made again.")]
    public static partial void SlotDropped(this ILogger logger, string slot);

    [LoggerMessage(7, LogLevel.Information, "Applied migration {Migration}.")]
    public static partial void Migrated(this ILogger logger, string migration);

    [LoggerMessage(20, LogLevel.Information, "The relay {Owner} publishes by {Engine}.")]
    public static partial void RelayStarted(this ILogger logger, string owner, string engine);

    [LoggerMessage(21, LogLevel.Information, "Took outbox partition {Partition} under epoch {Epoch}.")]
    public static partial void PartitionTaken(this ILogger logger, int partition, long epoch);

    [LoggerMessage(22, LogLevel.Information, "Gave outbox partition {Partition} back (epoch {Epoch}).")]
    public static partial void PartitionGivenBack(this ILogger logger, int partition, long epoch);

    [LoggerMessage(23, LogLevel.Warning,
        "Outbox partition {Partition} has another owner now; what we had under way for epoch {Epoch} is dropped.")]
    public static partial void PartitionLost(this ILogger logger, int partition, long epoch);

    [LoggerMessage(24, LogLevel.Error,
        "Outbox partition {Partition} waits: its event at position {Position} is refused ({Reason}). Trying again in "
        + "{Pause}; nothing is dropped unless an operator skips it.")]
    public static partial void EventRefused(
        this ILogger logger, int partition, long position, string reason, TimeSpan pause);

    [LoggerMessage(25, LogLevel.Error,
        "Publishing outbox partition {Partition} failed behind position {Position}; trying again in {Pause}.")]
    public static partial void PublishingFailed(
        this ILogger logger, int partition, long position, TimeSpan pause, Exception failure);

    [LoggerMessage(26, LogLevel.Warning, "The outbox cannot be read or marked for now; going on from what is marked.")]
    public static partial void OutboxNotReached(this ILogger logger, Exception failure);

    [LoggerMessage(27, LogLevel.Warning, "The relay's leases could not be renewed; trying again before they run out.")]
    public static partial void RelayLeasesNotRenewed(this ILogger logger, Exception failure);

    [LoggerMessage(28, LogLevel.Information, "Following replication slot {Slot}.")]
    public static partial void StreamOpened(this ILogger logger, string slot);

    [LoggerMessage(29, LogLevel.Warning,
        "The change stream of slot {Slot} is lost; the outbox is polled until it is back.")]
    public static partial void StreamLost(this ILogger logger, string slot, Exception failure);

    [LoggerMessage(30, LogLevel.Error,
        "PostgreSQL gave up replication slot {Slot} (max_slot_wal_keep_size); it is made anew. The outbox has every row.")]
    public static partial void SlotGivenUp(this ILogger logger, string slot);

    [LoggerMessage(31, LogLevel.Information, "Deleted {Rows} outbox rows published long ago.")]
    public static partial void OutboxPruned(this ILogger logger, long rows);

    [LoggerMessage(32, LogLevel.Warning, "Outbox upkeep failed; it is tried again later.")]
    public static partial void UpkeepFailed(this ILogger logger, Exception failure);

    [LoggerMessage(33, LogLevel.Warning,
        "Replication slot {Slot} has no reader while this relay polls, and keeps back {Bytes} bytes of WAL. Drop it "
        + "unless a relay on the change stream comes back.")]
    public static partial void SlotIdle(this ILogger logger, string slot, long bytes);
}
