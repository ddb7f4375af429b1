using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.Kafka;

/// <summary>Every message this project logs.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Made the topic {Topic} with {Partitions} partitions.")]
    public static partial void TopicMade(ILogger logger, string topic, int partitions);

    [LoggerMessage(2, LogLevel.Warning, "The broker does not tell the settings of {Topics}, so they are not checked: {Reason}")]
    public static partial void SettingsNotTold(ILogger logger, string topics, string reason);

    [LoggerMessage(3, LogLevel.Warning, "Kafka: {Code}: {Reason}")]
    public static partial void ClientError(ILogger logger, ErrorCode code, string reason);

    [LoggerMessage(4, LogLevel.Error, "A Kafka client has failed for good and is replaced: {Code}: {Reason}")]
    public static partial void ClientFailed(ILogger logger, ErrorCode code, string reason);

    [LoggerMessage(5, LogLevel.Debug, "{Facility}: {Said}")]
    public static partial void ClientSaid(ILogger logger, string facility, string said);

    [LoggerMessage(6, LogLevel.Warning, "Publishing to {Topic} failed for now; the producer is made anew.")]
    public static partial void PublishingFailed(ILogger logger, string topic, Exception failure);

    [LoggerMessage(7, LogLevel.Error, "The broker refuses {Event} of {Aggregate}: {Reason}")]
    public static partial void EventRefused(ILogger logger, Guid @event, string aggregate, string reason);

    [LoggerMessage(8, LogLevel.Information,
        "Writing the journal to {Topic} from position {From} on, under epoch {Epoch}.")]
    public static partial void WritingJournal(ILogger logger, string topic, long from, long epoch);

    [LoggerMessage(9, LogLevel.Warning, "Writing the journal to {Topic} stopped; trying again in {Pause}.")]
    public static partial void JournalWritingFailed(ILogger logger, string topic, TimeSpan pause, Exception failure);

    [LoggerMessage(10, LogLevel.Warning, "Another process writes the journal to {Topic} now.")]
    public static partial void JournalWritingLost(ILogger logger, string topic);

    [LoggerMessage(11, LogLevel.Information,
        "{Group}: what follows {After} has been dropped from {Topic} by its retention; it is read from the journal.")]
    public static partial void ReadFromJournal(ILogger logger, string group, string topic, long after);

    [LoggerMessage(12, LogLevel.Information, "{Group}: partition {Partition} is ours from position {From} on, under epoch {Epoch}.")]
    public static partial void PartitionTaken(ILogger logger, string group, int partition, long from, long epoch);

    [LoggerMessage(13, LogLevel.Information, "{Group}: partition {Partition} is given up.")]
    public static partial void PartitionGiven(ILogger logger, string group, int partition);

    [LoggerMessage(14, LogLevel.Warning, "{Group}: partition {Partition} has another owner at the sink; asking the group whose it is.")]
    public static partial void PartitionFenced(ILogger logger, string group, int partition);

    [LoggerMessage(15, LogLevel.Warning, "{Group}: partition {Partition} stands still; trying again in {Pause}.")]
    public static partial void PartitionStalled(ILogger logger, string group, int partition, TimeSpan pause, Exception failure);

    [LoggerMessage(16, LogLevel.Warning, "{Group}: the consumer failed and is made anew in {Pause}.")]
    public static partial void MemberFailed(ILogger logger, string group, TimeSpan pause, Exception failure);

    [LoggerMessage(17, LogLevel.Debug, "{Group}: partition {Partition} is paused: {Waiting} records wait to be applied.")]
    public static partial void PartitionPaused(ILogger logger, string group, int partition, int waiting);
}
