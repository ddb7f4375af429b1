using System.Diagnostics;
using Docket.Engines.Tests.Given;
using Docket.Host.Tests.Running;

namespace Docket.Faults.Bench;

/// <summary>
/// Orders are placed at one service while another one is asked the heaviest reports in a loop: with the reports in
/// ClickHouse, and with everything in one database. As if they were two machines: journal, its service and this load on
/// the first core; the service that is asked, with the engines that are only its own, on the second one.
/// </summary>
internal static class ReportRun
{
    private const int OrdersPerSecond = 50;
    private const int Rounds = 2;
    private const int Askers = 4;

    private static readonly string[] Reports =
    [
        "/reports/products?from=2009-01-01&to=2029-01-01&limit=1000",
        "/reports/revenue?from=2009-01-01&to=2029-01-01&granularity=day", "/analytics",
    ];

    public static async Task RunAsync(string history, TimeSpan time)
    {
        foreach (var isSplit in (bool[])[true, false])
        {
            var house = new EngineHouse { IsSplit = isSplit };
            await house.InitializeAsync();
            try
            {
                await Cores.PinAsync("1", Cores.Children(Environment.ProcessId));
                await Cores.PinAsync("0", [Environment.ProcessId, .. await Cores.PostgresAsync(house)]);
                var imported = await house.RunAsync("import", history);
                if (imported.ExitCode != 0) throw new InvalidOperationException(imported.Errors);
                await house.LevelAsync();
                var placing = await house.ServeAsync("placing", "--role", "command");
                await Cores.PinAsync("0", [.. Cores.Children(Environment.ProcessId).TakeLast(1), .. await Cores.PostgresAsync(house)]);
                await MeasureAsync(house, placing, time, isSplit ? "split: reports in ClickHouse" : "one database for all");
            }
            finally
            {
                await house.DisposeAsync();
            }
        }
    }

    private static async Task MeasureAsync(EngineHouse house, RunningService placing, TimeSpan time, string name)
    {
        var paced = new Paced(placing.Http, OrdersPerSecond);
        await paced.RunAsync(time); // warms the code
        var (alone, loaded, asked) = (new List<double>(), new List<double>(), 0L);
        for (var round = 0; round < Rounds; round++)
        {
            alone.AddRange((await paced.RunAsync(time)).Sorted);
            using var enough = new CancellationTokenSource();
            var asking = Enumerable.Range(0, Askers).Select(_ => AskAsync(house.Service, enough.Token)).ToArray();
            loaded.AddRange((await paced.RunAsync(time)).Sorted);
            await enough.CancelAsync();
            asked += (await Task.WhenAll(asking)).Sum();
        }

        alone.Sort();
        loaded.Sort();
        var (before, after) = (Paced.Percentile(alone, 0.99), Paced.Percentile(loaded, 0.99));
        var (p50, rate) = (Paced.Percentile(loaded, 0.5), asked / (time.TotalSeconds * Rounds));
        Console.WriteLine(FormattableString.Invariant(
            $"{name,-30} p50 {Paced.Percentile(alone, 0.5):F1} -> {p50:F1} ms, p99 {before:F1} -> {after:F1} ms ")
            + FormattableString.Invariant($"({(after / before) - 1:P0}), {rate:F0} reports/s"));
    }

    private static async Task<long> AskAsync(RunningService service, CancellationToken enough)
    {
        var asked = 0L;
        for (; !enough.IsCancellationRequested; asked++) await service.GetAsync(Reports[asked % Reports.Length]);
        return asked;
    }
}
