using System.Globalization;
using System.Text;

namespace Docket.Api.Telemetry;

/// <summary>One instrument's measurements under one set of labels.</summary>
internal sealed class MetricSeries(string labels)
{
    /// <summary>Upper bounds of a histogram's buckets in seconds.</summary>
    private static readonly double[] Bounds =
        [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly long[] _buckets = new long[Bounds.Length + 1];
    private double _sum;

    /// <summary>As Prometheus writes them between braces; empty for none.</summary>
    public string Labels => labels;

    public void Add(double value)
    {
        double seen;
        do seen = Volatile.Read(ref _sum);
        while (Interlocked.CompareExchange(ref _sum, seen + value, seen) != seen);
    }

    public void Set(double value) => Volatile.Write(ref _sum, value);

    public void Observe(double value)
    {
        var bucket = 0;
        while (bucket < Bounds.Length && value > Bounds[bucket]) bucket++;
        Interlocked.Increment(ref _buckets[bucket]);
        Add(value);
    }

    public void WriteValue(StringBuilder text, string name) =>
        text.Append(name).Append(Braced("")).Append(' ').Append(Number(Volatile.Read(ref _sum))).Append('\n');

    public void WriteHistogram(StringBuilder text, string name)
    {
        long below = 0;
        for (var i = 0; i <= Bounds.Length; i++)
        {
            below += Volatile.Read(ref _buckets[i]);
            var bound = i < Bounds.Length ? Number(Bounds[i]) : "+Inf";
            text.Append(name).Append("_bucket").Append(Braced($"le=\"{bound}\"")).Append(' ').Append(below).Append(
                '\n');
        }

        text.Append(name).Append("_sum").Append(Braced("")).Append(' ').Append(Number(Volatile.Read(ref _sum))).Append(
            '\n');
        // The buckets' sum is the count, so that the two never differ.
        text.Append(name).Append("_count").Append(Braced("")).Append(' ').Append(below).Append('\n');
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private string Braced(string more) => (labels.Length, more.Length) switch
    {
        (0, 0) => "",
        (0, _) => $"{{{more}}}",
        (_, 0) => $"{{{labels}}}",
        _ => $"{{{labels},{more}}}",
    };
}
