using System.Diagnostics;
using System.Globalization;
using Docket.Journal.Store;

namespace Docket.Journal.Postgres.Bench;

/// <summary>Writers that append as fast as they are answered.</summary>
internal static class Appends
{
    /// <summary>Runs until the runtime has compiled what is used: a service runs for longer than that takes.</summary>
    public static Task WarmUpAsync(IEventStore store, Workload workload) =>
        RunAsync(store, workload, 64, TimeSpan.FromSeconds(15));

    public static async Task<string> MeasureAsync(IEventStore store, Workload workload, int writers, TimeSpan duration)
    {
        await RunAsync(store, workload, writers, TimeSpan.FromSeconds(2)); // so many are there now
        var clock = Stopwatch.StartNew();
        var latencies = await RunAsync(store, workload, writers, duration);
        var rate = latencies.Count / clock.Elapsed.TotalSeconds;
        return string.Create(
            CultureInfo.InvariantCulture, $"{writers,4} writers {rate,9:N0} appends/s   {Latencies.Text(latencies)}");
    }

    private static async Task<List<double>> RunAsync(
        IEventStore store, Workload workload, int writers, TimeSpan duration)
    {
        var until = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var all = await Task.WhenAll(
            Enumerable.Range(0, writers).Select(_ => Task.Run(() => WriteAsync(store, workload, until))));
        return [.. all.SelectMany(one => one)];
    }

    private static async Task<List<double>> WriteAsync(IEventStore store, Workload workload, long until)
    {
        var latencies = new List<double>();
        var order = "";
        for (var line = 0; Stopwatch.GetTimestamp() < until; line++)
        {
            var now = TimeProvider.System.GetUtcNow();
            if (line % Workload.EventsInStream == 0) order = Guid.CreateVersion7(now).ToString("N");
            var asked = Stopwatch.GetTimestamp();
            var answer = await store.TryAppendAsync(
                workload.Append(order, line % Workload.EventsInStream, now), CancellationToken.None);
            if (answer is not AppendResult.Appended) throw new UnreachableException($"{answer}");
            latencies.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
        }

        return latencies;
    }
}
