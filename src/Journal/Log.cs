using Microsoft.Extensions.Logging;

namespace Docket.Journal;

/// <summary>Everything the engine says in the log.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "View {View} stands still at {Position}; trying again in {Pause}.")]
    public static partial void ViewStalled(ILogger logger, Exception failure, string view, long position, TimeSpan pause);

    [LoggerMessage(2, LogLevel.Error, "View {View} parked stream {Stream}: event {Position} ({Type}) cannot be applied.")]
    public static partial void StreamParked(
        ILogger logger, Exception failure, string view, string stream, long position, string type);

    [LoggerMessage(3, LogLevel.Warning, "View {View} was thrown away and is rebuilt from the journal: {Reason}.")]
    public static partial void ViewDiscarded(ILogger logger, string view, string reason);

    [LoggerMessage(4, LogLevel.Information, "View {View} is open at {Position} with {Rows} rows.")]
    public static partial void ViewOpened(ILogger logger, string view, long position, long rows);

    [LoggerMessage(5, LogLevel.Information, "View {View} was rebuilt up to {Position}: {Outcome}")]
    public static partial void ViewRebuilt(ILogger logger, string view, long position, string outcome);

    [LoggerMessage(6, LogLevel.Error, "Rebuilding view {View} failed; the one that served goes on serving.")]
    public static partial void RebuildFailed(ILogger logger, Exception failure, string view);

    [LoggerMessage(7, LogLevel.Warning, "A generation of view {View} could not be thrown away; the next rebuild tries again.")]
    public static partial void NotDiscarded(ILogger logger, Exception failure, string view);

    [LoggerMessage(8, LogLevel.Information, "This process applies view {View} from now on.")]
    public static partial void ViewOwned(ILogger logger, string view);

    [LoggerMessage(9, LogLevel.Information, "Another process applies view {View} now; this one reads it.")]
    public static partial void ViewFollowed(ILogger logger, string view);

    [LoggerMessage(30, LogLevel.Error, "Saga {Stream} could not be run; trying again in {Pause}.")]
    public static partial void ProcessNotRun(ILogger logger, Exception failure, string stream, TimeSpan pause);

    [LoggerMessage(31, LogLevel.Error, "Timers could not be dispatched; trying again in {Pause}.")]
    public static partial void TimersNotDispatched(ILogger logger, Exception failure, TimeSpan pause);

    [LoggerMessage(32, LogLevel.Error, "Sagas stand still: the journal could not be read after {Position}; trying again in {Pause}.")]
    public static partial void ProcessesNotFollowed(ILogger logger, Exception failure, long position, TimeSpan pause);

    [LoggerMessage(33, LogLevel.Error, "The leases on {Partitions} partitions of sagas could not be kept.")]
    public static partial void ProcessLeasesNotKept(ILogger logger, Exception failure, int partitions);

    [LoggerMessage(34, LogLevel.Error, "Saga {Id} waits for a person at step {Step}: {Reason}")]
    public static partial void ProcessWaitsForPerson(ILogger logger, string id, string step, string reason);

    [LoggerMessage(13, LogLevel.Error, "View {View} is unavailable: its storage cannot be used. It is opened as soon as it can be.")]
    public static partial void ViewUnavailable(ILogger logger, Exception failure, string view);

    [LoggerMessage(10, LogLevel.Warning, "This process is not view {View}'s owner any more: its lease ran out.")]
    public static partial void ViewLost(ILogger logger, string view);

    [LoggerMessage(11, LogLevel.Warning, "Leases of views cannot be renewed or given back for now.")]
    public static partial void LeasesNotRenewed(ILogger logger, Exception failure);

    [LoggerMessage(12, LogLevel.Warning, "View {View} is not what this process left, or is another's now; it is opened anew.")]
    public static partial void ViewNotAsLeft(ILogger logger, string view);

    [LoggerMessage(15, LogLevel.Warning,
        "The feed does not give view {View} its history beyond {Position}; the rebuild reads the rest from the journal.")]
    public static partial void RebuildFromJournal(ILogger logger, Exception failure, string view, long position);
}
