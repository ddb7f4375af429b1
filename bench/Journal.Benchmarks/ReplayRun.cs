using System.Diagnostics;
using System.Text.Json;
using Docket.Journal.Files;
using Docket.Journal.Store;
using Docket.Kernel;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.Journal.Benchmarks;

/// <summary>Reading a million events, decoded, against decoding the same payloads from memory.</summary>
/// <remarks>Rates are per second of processor time, collector included, so that other load does not count.</remarks>
internal static class ReplayRun
{
    private const int Total = 1_000_000;
    private const int EventsPerAppend = 100;

    public static async Task<int> RunAsync(string parent)
    {
        var directory =
            Directory.CreateDirectory(Path.Combine(parent, $"docket-bench-{Environment.ProcessId}")).FullName;
        try
        {
            await FillAsync(directory);
            var opening = Stopwatch.StartNew();
            await using var store = Open(directory);
            Console.WriteLine($"open: {opening.Elapsed.TotalMilliseconds:N0} ms");
            for (var round = 0; round < 3; round++)
            {
                var raw = Raw();
                var decoded = await ReplayAsync(store, EventFilter.All, recorded => recorded.Payload);
                var undecoded = await ReplayAsync(store, EventFilter.All, recorded => recorded);
                var filtered =
                    await ReplayAsync(store, EventFilter.OfTypes([OrderNotes.Type]), recorded => recorded.Payload);
                Console.WriteLine(
                    $"raw JSON {raw:N0}/s; replay decoded {decoded:N0}/s = {decoded / raw:P0}; not decoded {undecoded:N0}/s; "
                    + $"one type of two, wanted and not {filtered:N0}/s");
            }

            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static FileEventStore Open(string directory) => FileEventStore.Open(
        new FileStoreOptions { Directory = directory }, OrderNotes.Codec, TimeProvider.System, NullLogger.Instance);

    private static async Task FillAsync(string directory)
    {
        await using var store = Open(directory);
        for (var i = 0; i < Total; i += EventsPerAppend)
        {
            var from = i;
            var events = Enumerable.Range(from, EventsPerAppend).Select(
                number => OrderNotes.Event(OrderNotes.Order(number), number));
            await store.AppendAsync(
                new AppendRequest(new StreamName("order", $"{i}"), ExpectedVersion.NoStream, events.ToValueList()),
                CancellationToken.None);
        }
    }

    private static async Task<double> ReplayAsync(
        FileEventStore store, EventFilter filter, Func<RecordedEvent, object> use)
    {
        var before = Environment.CpuUsage.TotalTime;
        var at = Position.Start;
        await foreach (var page in store.ReadAllAsync(Position.Start, filter, CancellationToken.None))
        {
            foreach (var recorded in page.Events) GC.KeepAlive(use(recorded));
            at = page.Through;
        }

        return at.Value / (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }

    private static double Raw()
    {
        var payloads = Enumerable.Range(0, 10_000)
            .Select(number => JsonSerializer.SerializeToUtf8Bytes(
                OrderNotes.Order(number), OrderNoteJson.Default.OrderNote)).ToArray();
        var before = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < Total; i++)
            GC.KeepAlive(JsonSerializer.Deserialize(payloads[i % payloads.Length], OrderNoteJson.Default.OrderNote));
        return Total / (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }
}
