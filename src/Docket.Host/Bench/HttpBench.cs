using System.Diagnostics;
using Docket.Host.Composition;
using Docket.Host.Composition.Stores;

namespace Docket.Host.Bench;

/// <summary><c>POST /orders</c> over real Kestrel, durable, by keep-alive connections on the same machine.</summary>
internal static class HttpBench
{
    private static readonly TimeSpan WarmUpMax = TimeSpan.FromSeconds(8);

    public static async Task<HttpFigures> RunAsync(BenchDirectory place, BenchOptions options,
        CancellationToken cancellationToken)
    {
        await using var service = await Service.StartAsync(
            new FilePlace(place.Next()), ServeOptions.Of("http://127.0.0.1:0", null, 4_096), cancellationToken);
        var address = new Uri(service.Url);
        // Until the code on the way is compiled for good, the compiler takes a fifth of the processor.
        var warmUp = options.Time * 2 < WarmUpMax ? options.Time * 2 : WarmUpMax;
        await LoadAsync(address, options.Connections, warmUp, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        var connections = await LoadAsync(address, options.Connections, options.Time, cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var sorted = Latencies.Sorted(connections.Select(connection => connection.Latencies));
        return new HttpFigures(
            options.Connections, Math.Round(sorted.Count / seconds), Latencies.Percentile(sorted, 0.5),
            Latencies.Percentile(sorted, 0.99),
            connections.Sum(connection => connection.Failures));
    }

    private static Task<LoadConnection[]> LoadAsync(
        Uri address, int connections, TimeSpan time, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, connections).Select(_ =>
            LoadConnection.RunAsync(address, time, cancellationToken)));
}
