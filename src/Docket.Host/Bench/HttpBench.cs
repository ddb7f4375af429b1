using System.Diagnostics;
using Docket.Host.Composition;

namespace Docket.Host.Bench;

/// <summary><c>POST /orders</c> over real Kestrel, durable, by keep-alive connections on the same machine.</summary>
internal static class HttpBench
{
    private const int Connections = 256;

    public static async Task<HttpFigures> RunAsync(BenchDirectory place, BenchOptions options,
        CancellationToken cancellationToken)
    {
        await using var service = await Service.StartAsync(
            place.Next(), ServeOptions.Of("http://127.0.0.1:0", null, 4_096), cancellationToken);
        var address = new Uri(service.Url);
        await LoadAsync(address, TimeSpan.FromSeconds(1), cancellationToken); // warms the code
        var started = Stopwatch.GetTimestamp();
        var connections = await LoadAsync(address, options.Time, cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var sorted = Latencies.Sorted(connections.Select(connection => connection.Latencies));
        return new HttpFigures(
            Connections, Math.Round(sorted.Count / seconds), Latencies.Percentile(sorted, 0.5),
            Latencies.Percentile(sorted, 0.99),
            connections.Sum(connection => connection.Failures));
    }

    private static Task<LoadConnection[]> LoadAsync(Uri address, TimeSpan time, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, Connections).Select(_ =>
            LoadConnection.RunAsync(address, time, cancellationToken)));
}
