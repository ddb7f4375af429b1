namespace Docket.Journal.ClickHouse.Views;

/// <summary>Keeps a view's commits apart: in quick succession they would leave more parts than the server merges. The next
/// page grows meanwhile.</summary>
internal sealed class CommitPace(TimeSpan interval, (TimeProvider Clock, CancellationToken Closing) host)
{
    private long? _lastCommit;

    /// <summary>Waits until the next commit is due.</summary>
    public void Wait()
    {
        if (_lastCommit is { } last) Pause(interval - host.Clock.GetElapsedTime(last));
    }

    /// <summary>Says that one has ended, well or not.</summary>
    public void Committed() => _lastCommit = host.Clock.GetTimestamp();

    /// <summary>Waits for so long, or until all is closed.</summary>
    public void Pause(TimeSpan time)
    {
        if (time <= TimeSpan.Zero) return;
        Task.Delay(time, host.Clock, host.Closing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter()
            .GetResult();
    }
}
