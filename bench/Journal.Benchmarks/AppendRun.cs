using System.Diagnostics;
using Docket.Journal.Files;
using Docket.Journal.Files.Storage;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.Journal.Benchmarks;

/// <summary>
/// Durable appends by 1 to 512 writers, against one write and one flush per append without any store.
/// </summary>
internal static class AppendRun
{
    private const int Streams = 10_000;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(3);

    public static async Task<int> RunAsync(string parent)
    {
        Console.WriteLine("writers   events/s   ratio   p50 ms   p99 ms   B/event   allocated B/event   CPU us/event");
        foreach (var writers in new[] { 1, 8, 64, 512 })
        {
            var reference = Reference(parent);
            var directory =
                Directory.CreateDirectory(Path.Combine(parent, $"docket-bench-{Environment.ProcessId}")).FullName;
            try
            {
                var result = await MeasureAsync(directory, writers);
                Console.WriteLine(
                    $"{writers,7} {result.Rate,10:N0} {result.Rate / reference,7:F1} {result.Percentile(0.5),8:F2} {result.Percentile(0.99),8:F2}"
                    + $" {result.BytesPerEvent,9:N0} {result.Allocated,19:N0} {result.CpuMicroseconds,14:F2}   (bare write + flush: {reference:N0}/s)");
            }
            finally
            {
                Directory.Delete(directory, recursive: true);
            }
        }

        return 0;
    }

    private static async Task<Result> MeasureAsync(string directory, int writers)
    {
        await using var store = FileEventStore.Open(
            new FileStoreOptions { Directory = directory }, OrderNotes.Codec, TimeProvider.System, NullLogger.Instance);
        await LoopAsync(store, writers, TimeSpan.FromSeconds(1));
        var before = store.Head;
        var (allocated, cpu, clock) = (GC.GetTotalAllocatedBytes(), Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        var latencies = await LoopAsync(store, writers, Length);
        var elapsed = clock.Elapsed;
        cpu = Environment.CpuUsage.TotalTime - cpu;
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        var events = store.Head.Value - before.Value;
        await store.DisposeAsync();
        var bytes = new DirectoryInfo(directory).EnumerateFiles().Sum(file => file.Length);
        return new Result(
            events / elapsed.TotalSeconds, latencies, bytes / (double)store.Head.Value, allocated / (double)events,
            cpu.TotalMicroseconds / events);
    }

    private static async Task<double[]> LoopAsync(FileEventStore store, int writers, TimeSpan length)
    {
        var clock = Stopwatch.StartNew();
        var latencies = await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            var own = new List<double>(16_384);
            for (var i = writer; clock.Elapsed < length; i += writers)
            {
                var started = Stopwatch.GetTimestamp();
                await store.TryAppendAsync(OrderNotes.Append(i % Streams, i), CancellationToken.None);
                own.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            return own;
        })));
        return [.. latencies.SelectMany(own => own).Order()];
    }

    private static double Reference(string parent)
    {
        var path = Path.Combine(parent, $"docket-bench-{Environment.ProcessId}.bare");
        try
        {
            using var file = new DirectoryStorage(parent).Open(Path.GetFileName(path));
            var bytes = new byte[400];
            var (clock, count) = (Stopwatch.StartNew(), 0);
            for (; clock.Elapsed < Length / 2; count++)
            {
                file.Write(bytes, count * (long)bytes.Length);
                file.Flush();
            }

            return count / clock.Elapsed.TotalSeconds;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private sealed record Result(
        double Rate, double[] Latencies, double BytesPerEvent, double Allocated, double CpuMicroseconds)
    {
        public double Percentile(double part) => Latencies[(int)(part * (Latencies.Length - 1))];
    }
}
