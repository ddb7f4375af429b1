using System.Diagnostics;
using System.Text;

namespace Docket.Faults.Bench;

/// <summary>Places orders by the clock and not by the answers, as customers do; a late start counts as waiting.</summary>
internal sealed class Paced(HttpClient http, int perSecond)
{
    private const string Body =
        """
        {"customer_id":"c1","currency":"EUR","items":[{"product_id":"mug","name":"Mug","quantity":2,"unit_price":1000}]}
        """;

    /// <summary>The latencies in ms, sorted, and how many were not accepted.</summary>
    public async Task<(List<double> Sorted, int Failures)> RunAsync(TimeSpan time)
    {
        var (started, underWay, failures) = (Stopwatch.GetTimestamp(), new List<Task<double>>(), 0);
        while (Stopwatch.GetElapsedTime(started) is var elapsed && elapsed < time)
        {
            for (var due = (int)(elapsed.TotalSeconds * perSecond); underWay.Count < due;)
            {
                var dueAt = started + (long)(underWay.Count * (double)Stopwatch.Frequency / perSecond);
                underWay.Add(Task.Run(async () =>
                {
                    using var content = new StringContent(Body, Encoding.UTF8, "application/json");
                    using var answer = await http.PostAsync(new Uri("/orders", UriKind.Relative), content);
                    if ((int)answer.StatusCode != 201) Interlocked.Increment(ref failures);
                    return Stopwatch.GetElapsedTime(dueAt).TotalMilliseconds;
                }));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, CancellationToken.None);
        }

        List<double> sorted = [.. await Task.WhenAll(underWay)];
        sorted.Sort();
        return (sorted, failures);
    }

    public static double Percentile(List<double> sorted, double share) =>
        sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
}
