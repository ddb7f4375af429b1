using Microsoft.Extensions.Logging;

namespace Docket.Journal.Postgres;

/// <summary>Every message this project logs.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "The journal in schema {Schema} is open at position {Head}.")]
    public static partial void Opened(this ILogger logger, string schema, long head);

    [LoggerMessage(2, LogLevel.Warning, "The session that appends was lost with {Appends} appends under way; finding out what became of them.")]
    public static partial void WriterLost(this ILogger logger, int appends, Exception failure);

    [LoggerMessage(3, LogLevel.Information, "Of {Appends} appends under way {Written} had been committed; the others are appended again.")]
    public static partial void WriterRecovered(this ILogger logger, int appends, int written);

    [LoggerMessage(4, LogLevel.Warning, "Heads cannot be announced to other processes for now; they poll.")]
    public static partial void NotAnnounced(this ILogger logger, Exception failure);

    [LoggerMessage(5, LogLevel.Warning, "Announced heads cannot be heard for now; the head is polled.")]
    public static partial void NotListening(this ILogger logger, Exception failure);

    [LoggerMessage(6, LogLevel.Warning, "The head cannot be read for now.")]
    public static partial void HeadNotRead(this ILogger logger, Exception failure);

    [LoggerMessage(7, LogLevel.Information, "Applied migration {Migration}.")]
    public static partial void Migrated(this ILogger logger, string migration);
}
