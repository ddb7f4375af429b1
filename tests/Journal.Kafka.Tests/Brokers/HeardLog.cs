using Microsoft.Extensions.Logging;

namespace Docket.Journal.Kafka.Tests.Brokers;

/// <summary>Keeps what was logged, and wakes who waits for it.</summary>
internal sealed class HeardLog : ILogger
{
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private readonly Seen _seen = new();

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate) return [.. _lines];
        }
    }

    public Task UntilAsync(string text, int times = 1) =>
        _seen.UntilAsync(() => Lines.Count(line => line.Contains(text, StringComparison.Ordinal)) >= times, $"'{text}' in the log");

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_gate) _lines.Add($"{logLevel}: {formatter(state, exception)} {exception}");
        _seen.Changed();
    }
}
