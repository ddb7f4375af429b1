using System.Diagnostics;
using System.Globalization;
using Docket.Application.Wire;
using Docket.Host.Composition;
using Docket.Journal.Store;

namespace Docket.Host.Bench;

/// <summary>Durable appends by 1, 8, 64 and 512 writers, beside bare writes that are flushed one by one.</summary>
internal static class AppendBench
{
    private const int OneMebibyte = 1024 * 1024;

    public static async Task<AppendFigures> RunAsync(BenchDirectory place, BenchOptions options,
        CancellationToken cancellationToken)
    {
        var encoded = DocketCodec.Create().Encode(SampleEvents.Event(TimeProvider.System.GetUtcNow()));
        var bytes = encoded.Data.Length + encoded.Metadata.Length;
        var reference = WriteAndFlush(place.Next(), bytes, options.Time, cancellationToken);
        var sequential = OneMebibyte * WriteAndFlush(place.Next(), OneMebibyte, options.Time, cancellationToken);
        var stored = 0.0;
        var runs = new List<AppendRun>();
        foreach (var writers in (int[])[1, 8, 64, 512])
        {
            var data = place.Next();
            await using var docket = EmbeddedDocket.Open(data);
            var run = await AppendAsync(docket.Journal, writers, options.Time, cancellationToken);
            runs.Add(run with { TimesReference = Math.Round(run.EventsPerSecond / reference, 1) });
            await docket.Journal.DisposeAsync(); // gives back the room that was reserved, so that the files can be measured
            stored = StoredBytes(data) / (double)docket.Journal.Head.Value;
        }

        return new AppendFigures(
            bytes, Math.Round(stored), Math.Round(reference), Math.Round(sequential / stored), runs);
    }

    private static long StoredBytes(DataDirectory data) =>
        new DirectoryInfo(data.Journal).EnumerateFiles("*.seg").Sum(file => file.Length);

    private static double WriteAndFlush(
        DataDirectory place, int bytes, TimeSpan time, CancellationToken cancellationToken)
    {
        using var file = File.OpenHandle(Path.Combine(place.Path, "reference"), FileMode.CreateNew, FileAccess.Write);
        var (block, started, count) = (new byte[bytes], Stopwatch.GetTimestamp(), 0L);
        for (; Stopwatch.GetElapsedTime(started) < time; count++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            RandomAccess.Write(file, block, count * bytes);
            RandomAccess.FlushToDisk(file);
        }

        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<AppendRun> AppendAsync(
        IEventStore journal, int writers, TimeSpan time, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var latencies = await Task.WhenAll(Enumerable.Range(0, writers).Select(
            writer =>
                Task.Run(() => WriteAsync(journal, writer, started, time, cancellationToken), cancellationToken)));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var sorted = Latencies.Sorted(latencies);
        return new AppendRun(
            writers, Math.Round(sorted.Count / seconds), Latencies.Percentile(sorted, 0.5),
            Latencies.Percentile(sorted, 0.99), 0);
    }

    private static async Task<List<double>> WriteAsync(
        IEventStore journal, int writer, long started, TimeSpan time, CancellationToken cancellationToken)
    {
        var latencies = new List<double>();
        for (var i = 0; Stopwatch.GetElapsedTime(started) < time; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var stream = SampleEvents.Stream(string.Create(CultureInfo.InvariantCulture, $"b{writer}-{i}"));
            var asked = Stopwatch.GetTimestamp();
            await journal.AppendAsync(
                new AppendRequest(stream, ExpectedVersion.NoStream,
                    [SampleEvents.Event(TimeProvider.System.GetUtcNow())]),
                CancellationToken.None);
            latencies.Add(Latencies.MsSince(asked));
        }

        return latencies;
    }
}
