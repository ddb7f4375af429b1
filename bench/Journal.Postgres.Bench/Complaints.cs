using Microsoft.Extensions.Logging;

namespace Docket.Journal.Postgres.Bench;

/// <summary>Says on standard error what goes wrong, so that a run that stands still does not do so in silence.</summary>
internal sealed class Complaints : ILogger
{
    public static ILogger Logger { get; } = new Complaints();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) Console.Error.WriteLine($"{formatter(state, exception)} {exception?.Message}");
    }
}
