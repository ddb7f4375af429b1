namespace Docket.Journal.Postgres.Connecting;

/// <summary>Tries again with growing pauses until the time is up.</summary>
/// <param name="clock">The time that passes.</param>
/// <param name="giveUpAfter">From the first failure on.</param>
internal sealed class Patience(TimeProvider clock, TimeSpan giveUpAfter)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);
    private TimeSpan _pause = FirstPause;
    private long? _since;

    /// <summary>Waits before the next try; false when there shall be none.</summary>
    public async ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        _since ??= clock.GetTimestamp();
        var left = giveUpAfter - clock.GetElapsedTime(_since.Value);
        if (left <= TimeSpan.Zero) return false;
        await Task.Delay(_pause < left ? _pause : left, clock, cancellationToken);
        _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
        return true;
    }
}
