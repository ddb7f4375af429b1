using System.Diagnostics;
using Docket.Application.Wire;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Store;
using Docket.ReadModels.Measures;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.ReadModels.Engines.Bench;

/// <summary>Each of an engine's views alone: from nothing to the head, and made again beside itself.</summary>
/// <remarks>The journal is made up before, so that no store's costs are in the figures.</remarks>
internal static class CatchingUp
{
    private const int OrdersToWarmUp = 50_000;

    /// <summary>All of it once with fewer orders and nothing said: a service compiles once and runs for weeks.</summary>
    public static Task WarmUpAsync(Engine engine) => RunAsync(engine, OrdersToWarmUp, (_, _, work) => work());

    public static Task MeasureAsync(Engine engine, int orders) => RunAsync(engine, orders, SayAsync);

    private static async Task RunAsync(
        Engine engine, int orders, Func<string, Position, Func<Task<string>>, Task> measureAsync)
    {
        var journal = new SyntheticJournal(DocketCodec.Create(), orders);
        journal.MakeUp();
        foreach (var view in engine.Views)
        {
            await using var host = HostOver(journal);
            engine.Add(host, view);
            await measureAsync($"{view}: catch-up", journal.Head, async () =>
            {
                await host.StartAsync(CancellationToken.None);
                await host.Views[0].Watermark.WaitForAsync(
                    journal.Head, Timeout.InfiniteTimeSpan, CancellationToken.None);
                return "";
            });
            await measureAsync($"{view}: rebuild", journal.Head, async () =>
            {
                host.StartRebuild(view);
                await host.WaitForRebuildAsync(view, CancellationToken.None);
                return $", {host.RebuildOf(view)!.Stage}";
            });
        }
    }

    public static ViewHost HostOver(IEventStore journal) => new(
        journal, DocketCodec.Create(), new InMemoryViewStorage(),
        new ViewHostOptions { Clock = TimeProvider.System, Logger = NullLogger.Instance });

    private static async Task SayAsync(string what, Position head, Func<Task<string>> work)
    {
        var (clock, processor) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var more = await work();
        var used = Environment.CpuUsage.TotalTime - processor;
        var (events, seconds) = (head.Value, clock.Elapsed.TotalSeconds);
        Console.WriteLine(
            FormattableString.Invariant($"{what,-28}{events:N0} events in {seconds:N1} s: {events / seconds:N0}/s, ")
            + FormattableString.Invariant($"{events / used.TotalSeconds:N0} a second of this process's processor time")
            + more);
    }
}
