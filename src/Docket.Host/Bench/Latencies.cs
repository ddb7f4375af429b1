using System.Diagnostics;

namespace Docket.Host.Bench;

/// <summary>How long things took, of many workers.</summary>
internal static class Latencies
{
    public static double MsSince(long started) => Stopwatch.GetElapsedTime(started).TotalMilliseconds;

    /// <summary>The value that a share of all is not above; rounded to a thousandth.</summary>
    public static double Percentile(List<double> sorted, double share) =>
        sorted.Count == 0 ? 0 : Math.Round(sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))], 3);

    public static List<double> Sorted(IEnumerable<List<double>> ofWorkers)
    {
        List<double> all = [.. ofWorkers.SelectMany(worker => worker)];
        all.Sort();
        return all;
    }
}
