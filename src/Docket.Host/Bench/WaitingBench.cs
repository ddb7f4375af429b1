using System.Diagnostics;
using System.Globalization;
using Docket.Application.Checkout;
using Docket.Application.Checkout.Simulated;
using Docket.Domain.Shared;
using Docket.Host.Composition;
using Docket.Journal.Processes;
using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Participants;
using Docket.Journal.Store;

namespace Docket.Host.Bench;

/// <summary>
/// What many checkouts cost that wait for their first participant's next try: memory, and the time to take them over.
/// </summary>
internal static class WaitingBench
{
    private const int Writers = 128;
    private static readonly TimeSpan Wait = TimeSpan.FromMinutes(9);

    public static async Task<WaitingFigures> RunAsync(
        BenchDirectory place, BenchOptions options, CancellationToken cancellationToken)
    {
        var runs = new List<WaitingRun>();
        foreach (var runtime in (ProcessRuntime[])[ProcessRuntime.Orchestrated, ProcessRuntime.Choreographed])
        {
            await using var docket = EmbeddedDocket.Open(place.Next());
            await WriteAsync(docket.Journal, runtime, options.Instances, cancellationToken);
            runs.Add(await MeasureAsync(docket, runtime, options.Instances, cancellationToken));
        }

        return new WaitingFigures(options.Instances, runs);
    }

    private static async Task<WaitingRun> MeasureAsync(
        EmbeddedDocket docket, ProcessRuntime runtime, int instances, CancellationToken cancellationToken)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (started, peak) = (Stopwatch.GetTimestamp(), 0L);
        await using var running = new BenchSagas(docket, runtime, SimulatedFaults.None);
        while (running.TimersHeld() < 2 * instances) // each has its next try and its deadline
        {
            peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false));
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        return new WaitingRun(
            runtime.ToString().ToLowerInvariant(), Math.Round(held / (double)instances, 1), held, Math.Max(0, peak - before),
            Math.Round(seconds, 1), Math.Round(docket.Journal.Head.Value / (double)instances, 1));
    }

    private static Task WriteAsync(
        IEventStore journal, ProcessRuntime runtime, int instances, CancellationToken cancellationToken)
    {
        var next = 0;
        return Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(WriteSomeAsync, cancellationToken)));

        async Task WriteSomeAsync()
        {
            while (Interlocked.Increment(ref next) is var number && number <= instances)
                foreach (var (stream, events) in WaitingInstance.Of(runtime, number, Wait))
                    await journal.AppendAsync(new AppendRequest(stream, ExpectedVersion.NoStream, events), cancellationToken);
        }
    }
}
