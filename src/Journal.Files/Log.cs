using Microsoft.Extensions.Logging;

namespace Docket.Journal.Files;

/// <summary>Every message this project logs.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning,
        "The head file could not be written. Events are durable; read-only readers lag until it can be written again.")]
    public static partial void HeadNotWritten(this ILogger logger, Exception failure);

    [LoggerMessage(2, LogLevel.Critical, "The journal takes no more writes until it is opened again: {File} failed.")]
    public static partial void StoreBroken(this ILogger logger, string file, Exception failure);

    [LoggerMessage(3, LogLevel.Warning, "The end of {File} was cut at byte {Offset}: {Bytes} bytes of an unfinished write ({Fault}).")]
    public static partial void TailCut(this ILogger logger, string file, long offset, long bytes, string fault);

    [LoggerMessage(4, LogLevel.Information, "{File} had no whole index; it was rebuilt.")]
    public static partial void IndexRebuilt(this ILogger logger, string file);

    [LoggerMessage(5, LogLevel.Warning, "The index of {File} could not be written; it stays in memory until the next start.")]
    public static partial void IndexNotWritten(this ILogger logger, string file, Exception failure);

    [LoggerMessage(6, LogLevel.Information, "The journal is open at position {Head}, {Segments} segments.")]
    public static partial void Opened(this ILogger logger, long head, int segments);

    [LoggerMessage(20, LogLevel.Information, "The view in {Directory} was compacted from {Before} to {After} bytes.")]
    public static partial void ViewCompacted(this ILogger logger, string directory, long before, long after);

    [LoggerMessage(21, LogLevel.Warning, "The view in {Directory} could not be compacted; it goes on with the file it has.")]
    public static partial void ViewNotCompacted(this ILogger logger, string directory, Exception failure);
}
