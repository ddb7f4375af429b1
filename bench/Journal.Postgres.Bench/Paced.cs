using System.Collections.Concurrent;
using System.Diagnostics;

namespace Docket.Journal.Postgres.Bench;

/// <summary>Work begun at a steady rate, whether or not what was begun before has ended, as clients do.</summary>
internal static class Paced
{
    /// <summary>How long each took from the moment it was due: what waited to be begun is counted in.</summary>
    /// <remarks>First at a fifth of the rate, while everybody compiles: a process's first seconds are not what is asked.</remarks>
    public static async Task<string> MeasureAsync(int perSecond, TimeSpan duration, Func<int, Task> work)
    {
        await RunAsync(Math.Max(1, perSecond / 5), TimeSpan.FromSeconds(10), work);
        await RunAsync(perSecond, TimeSpan.FromSeconds(2), work);
        return Latencies.Text(await RunAsync(perSecond, duration, work));
    }

    /// <summary>The same until it is ended.</summary>
    public static async Task<string> MeasureUntilAsync(int perSecond, Func<int, Task> work, CancellationToken ended) =>
        Latencies.Text(await RunAsync(perSecond, TimeSpan.FromHours(1), work, ended));

    private static async Task<List<double>> RunAsync(
        int perSecond, TimeSpan duration, Func<int, Task> work, CancellationToken ended = default)
    {
        var latencies = new ConcurrentBag<double>();
        var running = new List<Task>();
        var (start, count) = (Stopwatch.GetTimestamp(), (int)(perSecond * duration.TotalSeconds));
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (running.Count < count && !ended.IsCancellationRequested)
        {
            var due = (int)(Stopwatch.GetElapsedTime(start).TotalSeconds * perSecond);
            while (running.Count < Math.Min(due, count))
            {
                var number = running.Count;
                var moment = start + (long)((double)number / perSecond * Stopwatch.Frequency);
                running.Add(Task.Run(
                    async () =>
                    {
                        await work(number);
                        latencies.Add(Stopwatch.GetElapsedTime(moment).TotalMilliseconds);
                    },
                    CancellationToken.None));
            }

            await ticks.WaitForNextTickAsync(CancellationToken.None);
        }

        await Task.WhenAll(running);
        return [.. latencies];
    }
}
