using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.Postgres.Tests.Outbox;

/// <summary>Keeps what was warned of.</summary>
internal sealed class HeardLog : ILogger
{
    private readonly ConcurrentQueue<string> _warnings = [];

    public IReadOnlyCollection<string> Warnings => _warnings;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) _warnings.Enqueue($"{formatter(state, exception)} {exception}");
    }
}
