using System.Globalization;

namespace Docket.Journal.Postgres.Bench;

/// <summary>What half of them, and what all but one in a hundred, stayed below.</summary>
internal static class Latencies
{
    public static string Text(List<double> milliseconds)
    {
        milliseconds.Sort();
        return string.Create(
            CultureInfo.InvariantCulture, $"p50 {At(milliseconds, 0.5):N2} ms   p99 {At(milliseconds, 0.99):N2} ms");
    }

    private static double At(List<double> sorted, double share) => sorted[(int)((sorted.Count - 1) * share)];
}
