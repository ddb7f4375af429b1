using Microsoft.Extensions.Logging;

namespace Docket.Api;

/// <summary>All that the API says in the log.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "{Method} {Path} failed")]
    public static partial void RequestFailed(ILogger logger, Exception failure, string method, string path);

    [LoggerMessage(2, LogLevel.Warning, "{Method} {Path} was refused: the journal cannot be written")]
    public static partial void JournalUnavailable(ILogger logger, Exception failure, string method, string path);

    [LoggerMessage(3, LogLevel.Warning, "{Method} {Path} took longer than a request may")]
    public static partial void TimedOut(ILogger logger, string method, string path);

    [LoggerMessage(5, LogLevel.Error, "{Method} {Path} cannot be answered: an event cannot be read")]
    public static partial void EventUnreadable(ILogger logger, Exception failure, string method, string path);

    [LoggerMessage(4, LogLevel.Warning, "{Method} {Path} cannot be answered: a view's engine cannot be asked")]
    public static partial void ViewUnavailable(ILogger logger, Exception failure, string method, string path);
}
