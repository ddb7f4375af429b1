using System.Threading.Channels;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.Processes.Running;

/// <summary>Wakes instances when their timers are due. Sleeps until the earliest one.</summary>
internal sealed class TimerDispatcher : IDisposable
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromDays(1); // A clock's timers have a limit of their own.
    private static readonly TimeSpan FailurePause = TimeSpan.FromSeconds(1);
    private readonly IEventStore _store;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Action<StreamName> _wake;
    private readonly Lock _gate = new();
    private readonly TimerQueue _timers = new();
    private readonly Channel<bool> _due = Channel.CreateBounded<bool>(new BoundedChannelOptions(1)
    {
        FullMode = BoundedChannelFullMode.DropWrite,
    });

    private readonly ITimer _alarm;

    /// <param name="store">Says whose timer it is.</param>
    /// <param name="wake">Called for each instance that has a timer due.</param>
    /// <param name="clock">The time.</param>
    /// <param name="logger">Is told of failures.</param>
    public TimerDispatcher(IEventStore store, Action<StreamName> wake, TimeProvider clock, ILogger logger)
    {
        (_store, _wake, _clock, _logger) = (store, wake, clock, logger);
        _alarm = clock.CreateTimer(
            static due => ((Channel<bool>)due!).Writer.TryWrite(true), _due, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Timers that are set, and overtaken ones that are not due yet.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _timers.Count;
        }
    }

    public void Add(DateTimeOffset due, Position setAt)
    {
        lock (_gate)
        {
            var isEarliest = _timers.Next is not { } next || due < next;
            _timers.Add(due, setAt);
            if (isEarliest) Arm();
        }
    }

    /// <summary>Dispatches until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await DispatchAsync(cancellationToken);
                await _due.Reader.ReadAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                Log.TimersNotDispatched(_logger, failure, FailurePause);
                await Task.Delay(FailurePause, _clock, cancellationToken).ConfigureAwait(
                    ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }
        }
    }

    public void Dispose() => _alarm.Dispose();

    private async ValueTask DispatchAsync(CancellationToken cancellationToken)
    {
        while (TakeDue() is { } timer)
        {
            try
            {
                _wake((await _store.ReadBackwardsAsync(timer.SetAt.Next, 1, cancellationToken))[0].Stream);
            }
            catch
            {
                Add(timer.Due, timer.SetAt); // It is not lost because the journal was away.
                throw;
            }
        }

        lock (_gate) Arm();
    }

    private (DateTimeOffset Due, Position SetAt)? TakeDue()
    {
        lock (_gate) return _timers.TakeDue(_clock.GetUtcNow());
    }

    private void Arm()
    {
        if (_timers.Next is not { } next) return;
        var sleep = next - _clock.GetUtcNow();
        _alarm.Change(
            sleep < TimeSpan.Zero ? TimeSpan.Zero : sleep < LongestSleep ? sleep : LongestSleep, Timeout.InfiniteTimeSpan);
    }
}
