using Microsoft.Extensions.Logging;

namespace Docket.Journal.Redis;

/// <summary>Everything this project says in the log.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "Redis cannot be reached for now: {Reason}.")]
    public static partial void Disconnected(this ILogger logger, string reason);

    [LoggerMessage(2, LogLevel.Information, "Redis can be reached again.")]
    public static partial void Restored(this ILogger logger);

    [LoggerMessage(
        3, LogLevel.Warning,
        "Rows of a replaced generation of view {View} are left in Redis; they are swept with the next one.")]
    public static partial void NotSwept(this ILogger logger, Exception failure, string view);

    [LoggerMessage(
        4, LogLevel.Error,
        "Redis drops keys when its memory is full ({Policy}): rows would be missing. Set maxmemory-policy noeviction.")]
    public static partial void DropsKeys(this ILogger logger, string policy);
}
