using Microsoft.Extensions.Logging;

namespace Docket.Host;

/// <summary>All that the host says in the log.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning,
        "The replica is the primary itself: reads from it take nothing off the primary. Name a standby with --replica.")]
    public static partial void ReplicaIsPrimary(this ILogger logger);

    [LoggerMessage(2, LogLevel.Warning, "The replica is not read from: {Why} ({Cause}).")]
    public static partial void ReplicaNotRead(this ILogger logger, string why, string cause);

    [LoggerMessage(3, LogLevel.Warning, "The replica is read from again.")]
    public static partial void ReplicaReadAgain(this ILogger logger);

    [LoggerMessage(4, LogLevel.Warning, "Publishing to Kafka and views that are fed from it wait: {Why}")]
    public static partial void KafkaAway(this ILogger logger, string why);

    [LoggerMessage(5, LogLevel.Warning, "The brokers at {Servers} answer again.")]
    public static partial void KafkaThereAgain(this ILogger logger, string servers);

    [LoggerMessage(6, LogLevel.Error, "Reserved goods whose time is over are not let go of; trying again in {Pause}.")]
    public static partial void ReservationsNotExpired(this ILogger logger, Exception failure, TimeSpan pause);
}
