using Docket.Engines.Tests.Given;
using Docket.ReadModels.Elasticsearch.Tests.Double;
using Npgsql;

namespace Docket.Faults.Bench;

/// <summary>
/// Each fault begins after a sixth of its time and is over after two thirds; before each, the same without. As if they
/// were two machines: journal and service on one core; the engines, which start anew, and this load on the other.
/// </summary>
internal static class FaultRun
{
    private const int OrdersPerSecond = 100;
    private const int WarmUps = 3; // while the service compiles

    public static async Task RunAsync(TimeSpan time)
    {
        var house = new EngineHouse();
        await house.InitializeAsync();
        try
        {
            var service = Cores.Children(Environment.ProcessId).TakeLast(1).ToList(); // it was started last
            await Cores.PinAsync("1", [Environment.ProcessId, .. Cores.Children(Environment.ProcessId)]);
            await Cores.PinAsync("0", [.. service, .. await Cores.PostgresAsync(house)]);
            var paced = new Paced(house.Service.Http, OrdersPerSecond);
            for (var i = 0; i < WarmUps; i++) await paced.RunAsync(time);
            foreach (var (name, begin, end) in FaultsOf(house))
            {
                var without = await paced.RunAsync(time);
                var load = paced.RunAsync(time);
                await Task.Delay(time / 6, TimeProvider.System, CancellationToken.None);
                await begin();
                await Task.Delay(time / 2, TimeProvider.System, CancellationToken.None);
                await end();
                Tell(name, await load, without);
                await house.LevelAsync();
            }
        }
        finally
        {
            await house.DisposeAsync();
        }
    }

    private static void Tell(
        string name, (List<double> Sorted, int Failures) run, (List<double> Sorted, int Failures) without)
    {
        var (p99, before) = (Paced.Percentile(run.Sorted, 0.99), Paced.Percentile(without.Sorted, 0.99));
        Console.WriteLine(FormattableString.Invariant(
            $"{name,-45} {run.Sorted.Count,6} orders  p50 {Paced.Percentile(run.Sorted, 0.5),6:F1} ms  p99 {p99,7:F1} ms  ")
            + FormattableString.Invariant(
            $"without it, just before: p99 {before,7:F1} ms  ratio {p99 / before:F2}  refused {run.Failures + without.Failures}"));
    }

    private static List<(string Name, Func<Task> Begin, Func<Task> End)> FaultsOf(EngineHouse house)
    {
        NpgsqlConnection? holder = null;
        return
        [
            ("Redis killed, started again", house.Redis.KillAsync, house.Redis.StartAsync),
            ("Redis flushed", () => house.Redis.ExecuteAsync("FLUSHALL"), () => Task.CompletedTask),
            ("ClickHouse killed, started again", house.ClickHouse.KillAsync, house.ClickHouse.StartAsync),
            ("Elasticsearch: every other answer 429 or 503", () => Fail(house, 2), () => Fail(house, 0)),
            ("a view's table in PostgreSQL held", async () => holder = await HoldAsync(house),
                async () => await holder!.DisposeAsync()),
        ];
    }

    private static Task Fail(EngineHouse house, int every)
    {
        var calls = 0;
        house.Elasticsearch.Double.OnRequest = (method, _) =>
            every == 0 || method == HttpMethod.Get || Interlocked.Increment(ref calls) % every != 0
                ? Fault.None
                : calls % 4 == 0 ? Fault.Busy : Fault.Away;
        return Task.CompletedTask;
    }

    private static async Task<NpgsqlConnection> HoldAsync(EngineHouse house)
    {
        var holder = new NpgsqlConnection(house.Postgres.ConnectionString(house.Database) + ";Pooling=false");
        await holder.OpenAsync();
        await using var hold = new NpgsqlCommand(
            "begin; select 1 from docket_views.generations where view = 'analytics' for update", holder);
        await hold.ExecuteNonQueryAsync();
        return holder;
    }
}
