using System.Diagnostics;
using System.Threading.Channels;

namespace Docket.Journal.Store;

/// <summary>
/// Lets a batch fill up before it is taken. Writers who were just answered mostly come back at once: a batch taken at
/// the
/// first of them leaves the others for the next, and each flush is paid for by half a crowd. So it waits for as many as
/// were there, for a small share of what a commit takes; a lone writer never waits.
/// </summary>
internal sealed class CommitGathering(GroupCommitOptions options)
{
    // A commit that took long took long for another reason than its writers.
    private static readonly long Longest = Stopwatch.Frequency / 200;

    private long _started;
    private long _patience;
    private int _crowd;

    /// <summary>A commit begins.</summary>
    public void Start() => _started = Stopwatch.GetTimestamp();

    /// <summary>A commit ended; its writers are about to be answered.</summary>
    public void End(int committed, int waiting)
    {
        _crowd = Math.Min(committed + waiting, options.BatchMax);
        _patience = Math.Min((long)((Stopwatch.GetTimestamp() - _started) * options.GatherShareMax), Longest);
    }

    /// <summary>Waits for the crowd. Yields and does not sleep: the wait is shorter than any sleep would be.</summary>
    public void Wait(ChannelReader<PendingAppend> queue)
    {
        if (_patience == 0) return;
        var until = Stopwatch.GetTimestamp() + _patience;
        while (queue.Count < _crowd && Stopwatch.GetTimestamp() < until) Thread.Yield();
    }
}
