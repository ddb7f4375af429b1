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

    [LoggerMessage(8, LogLevel.Warning, "Leases on views cannot be renewed for now; other processes may take them over.")]
    public static partial void LeasesNotRenewed(this ILogger logger, Exception failure);

    [LoggerMessage(10, LogLevel.Information,
        "The changes for view {View} begin at {At}, and it stands at {Stands}; the journal is read in between.")]
    public static partial void ChangesBridged(this ILogger logger, string view, long at, long stands);

    [LoggerMessage(11, LogLevel.Warning, "Slot {Slot} had fallen too far behind and was dropped; it is made again.")]
    public static partial void SlotDropped(this ILogger logger, string slot);

    [LoggerMessage(9, LogLevel.Warning, "Somebody else applies view {View} now; this process was too slow.")]
    public static partial void ViewLost(this ILogger logger, string view);

    [LoggerMessage(7, LogLevel.Information, "Applied migration {Migration}.")]
    public static partial void Migrated(this ILogger logger, string migration);
}
