using Docket.Engines.Tests.Given;
using Docket.ReadModels.Elasticsearch.Tests.Double;
using Npgsql;

namespace Docket.Faults.Bench;

/// <summary>Each fault begins after a sixth of its time and is over after two thirds; before each, the same
/// without.</summary>
internal static class FaultRun
{
    private const int OrdersPerSecond = 100;

    public static async Task RunAsync(TimeSpan time)
    {
        var house = new EngineHouse();
        await house.InitializeAsync();
        try
        {
            var paced = new Paced(house.Service.Http, OrdersPerSecond);
            await paced.RunAsync(time); // warms the code
            var (without, found) = (new List<double>(), new List<(string Name, List<double> Sorted, int Failures)>());
            foreach (var (name, begin, end) in FaultsOf(house))
            {
                without.AddRange((await paced.RunAsync(time)).Sorted);
                var load = paced.RunAsync(time);
                await Task.Delay(time / 6, TimeProvider.System, CancellationToken.None);
                await begin();
                await Task.Delay(time / 2, TimeProvider.System, CancellationToken.None);
                await end();
                var (sorted, failures) = await load;
                found.Add((name, sorted, failures));
                await house.LevelAsync();
            }

            without.Sort();
            Tell("none", without, 0, without);
            foreach (var (name, sorted, failures) in found) Tell(name, sorted, failures, without);
        }
        finally
        {
            await house.DisposeAsync();
        }
    }

    private static void Tell(string name, List<double> sorted, int failures, List<double> without)
    {
        var (p50, p99) = (Paced.Percentile(sorted, 0.5), Paced.Percentile(sorted, 0.99));
        var ratio = p99 / Paced.Percentile(without, 0.99);
        Console.WriteLine(FormattableString.Invariant(
            $"{name,-45} {sorted.Count,6} orders  p50 {p50,6:F1} ms  p99 {p99,7:F1} ms  ratio {ratio:F2}  refused {failures}"));
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
