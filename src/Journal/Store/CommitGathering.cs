using System.Diagnostics;
using System.Threading.Channels;

namespace Docket.Journal.Store;

/// <summary>
/// Lets a batch fill up before it is taken. Writers who were just answered mostly come back at once: a batch taken at
/// the first of them leaves the others for the next, and each flush is paid for by half a crowd. So it waits for as many
/// as were there (or for their share, where batches overlap), for a small share of what a commit takes; a lone writer
/// never waits.
/// </summary>
internal sealed class CommitGathering(GroupCommitOptions options, int committers)
{
    // A commit that took long took long for another reason than its writers.
    private static readonly long Longest = Stopwatch.Frequency / 200;

    private long _patience;
    private int _underWay;
    private int _crowd;

    /// <summary>Whether the last commit was for one writer, and nobody else was there when it ended.</summary>
    public bool FoundOneWriter => Volatile.Read(ref _crowd) == 1;

    /// <summary>A commit begins.</summary>
    /// <returns>When.</returns>
    public long Start(int count)
    {
        Interlocked.Add(ref _underWay, count);
        return Stopwatch.GetTimestamp();
    }

    /// <summary>A commit ended; its writers are about to be answered.</summary>
    public void End(long started, int count, int waiting)
    {
        var others = Interlocked.Add(ref _underWay, -count);
        Volatile.Write(ref _crowd, count + waiting + others);
        var took = (Stopwatch.GetTimestamp() - started) * options.GatherShareMax;
        Volatile.Write(ref _patience, Math.Min((long)took, Longest));
    }

    /// <summary>
    /// Waits for the crowd, or its share. Yields and does not sleep: the wait is shorter than any sleep would be.
    /// </summary>
    /// <returns>How many the batch may hold, and whether the next one may be begun before it is committed.</returns>
    public (int Most, bool Overlaps) Wait(ChannelReader<PendingAppend> queue)
    {
        var (crowd, patience) = (Volatile.Read(ref _crowd), Volatile.Read(ref _patience));
        var overlaps = committers > 1 && crowd >= options.OverlapFrom;
        var wanted = Math.Min(overlaps ? (crowd + committers - 1) / committers : crowd, options.BatchMax);
        if (patience > 0)
        {
            var until = Stopwatch.GetTimestamp() + patience;
            while (queue.Count < wanted && Stopwatch.GetTimestamp() < until) Thread.Yield();
        }

        return (overlaps ? wanted : options.BatchMax, overlaps);
    }
}
