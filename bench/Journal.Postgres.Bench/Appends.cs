using System.Diagnostics;
using System.Globalization;
using Docket.Journal.Store;

namespace Docket.Journal.Postgres.Bench;

/// <summary>Writers that append as fast as they are answered, five events to a stream, each expecting the version before.</summary>
internal static class Appends
{
    private const int EventsInStream = 5;

    public static async Task<string> MeasureAsync(IEventStore store, int writers, TimeSpan duration)
    {
        await RunAsync(store, writers, TimeSpan.FromSeconds(1)); // warm up
        var clock = Stopwatch.StartNew();
        var latencies = await RunAsync(store, writers, duration);
        var rate = latencies.Count / clock.Elapsed.TotalSeconds;
        latencies.Sort();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{writers,4} writers {rate,9:N0} appends/s   p50 {At(latencies, 0.5):N2} ms   p99 {At(latencies, 0.99):N2} ms");
    }

    private static async Task<List<double>> RunAsync(IEventStore store, int writers, TimeSpan duration)
    {
        var until = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var all = await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(() => WriteAsync(store, until))));
        return [.. all.SelectMany(one => one)];
    }

    private static async Task<List<double>> WriteAsync(IEventStore store, long until)
    {
        var latencies = new List<double>();
        var order = "";
        for (var line = 0; Stopwatch.GetTimestamp() < until; line++)
        {
            var now = TimeProvider.System.GetUtcNow();
            if (line % EventsInStream == 0) order = Guid.CreateVersion7(now).ToString("N");
            var asked = Stopwatch.GetTimestamp();
            var answer = await store.TryAppendAsync(LineAdded.Append(order, line % EventsInStream, now), CancellationToken.None);
            if (answer is not AppendResult.Appended) throw new UnreachableException($"{answer}");
            latencies.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
        }

        return latencies;
    }

    private static double At(List<double> sorted, double share) => sorted[(int)((sorted.Count - 1) * share)];
}
