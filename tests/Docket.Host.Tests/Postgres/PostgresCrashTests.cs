using System.Collections.Concurrent;
using Docket.Host.Tests.Running;
using Docket.Journal.Postgres.Tests.Servers;

namespace Docket.Host.Tests.Postgres;

public sealed class PostgresCrashTests(SharedServer shared)
{
    private const int Clients = 16;

    private static readonly (string, string) Key = ("Idempotency-Key", "place-1");

    [Fact]
    public async Task A_service_killed_after_the_commit_and_before_its_reply_has_done_what_the_repeat_is_told()
    {
        using var database = await PostgresDatabase.NewAsync(shared.Server);
        await using var proxy = new CuttingProxy(shared.Server.Port);
        using var proxied = database.Through(proxy.Port);
        await using (var service = await proxied.ServeAsync("a"))
        {
            var held = proxy.HoldAnswerTo("docket.append_one(");
            var asking = service.PostAsync("/orders", Bodies.Order("o"), null, Key);
            await held;
            await database.HasAsync(shared.Server, events: 1);
            await service.KillAsync();
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => asking);
        }

        await using var next = await database.ServeAsync("b");
        Assert.Equal(201, (await next.PostAsync("/orders", Bodies.Order("other"))).Code);
        var repeat = await next.PostAsync("/orders", Bodies.Order("o"), null, Key);

        Assert.Equal((201, 1L, 1L), (repeat.Code, repeat.Seq, repeat.Body.GetProperty("version").GetInt64()));
        var history = await next.GetAsync("/orders/o/history");
        Assert.Equal(1, history.Body.GetProperty("events").GetArrayLength());
    }

    [Fact]
    public async Task With_services_and_the_server_killed_under_load_every_acknowledged_order_is_there_once()
    {
        PostgresInstallation.Require();
        await using var server = await PostgresServer.StartNewAsync();
        using var database = await PostgresDatabase.NewAsync(server);
        var acknowledged = new ConcurrentDictionary<string, long>();
        await using var lasting = await database.ServeAsync("lasting");
        for (var round = 0; round < 2; round++)
        {
            await using var killed = await database.ServeAsync("killed");
            using var enough = new CancellationTokenSource();
            var clients = Enumerable.Range(0, Clients).Select(client => PlaceAsync(
                client % 2 == 0 ? lasting : killed, $"k{round}-{client}", acknowledged, enough.Token)).ToArray();
            await database.HasAsync(server, acknowledged.Count + 300);
            await killed.KillAsync();
            await server.KillAsync();
            await server.StartAsync();
            await database.HasAsync(server, acknowledged.Count + 300);
            await enough.CancelAsync();
            await Task.WhenAll(clients);
        }

        await Parallel.ForEachAsync(acknowledged, async (order, _) =>
        {
            var repeat = await lasting.PostAsync("/orders", Bodies.Order(order.Key), null, KeyOf(order.Key));
            Assert.Equal((201, order.Value), (repeat.Code, repeat.Seq));
        });
        Assert.Equal(acknowledged.Count, acknowledged.Values.Distinct().Count());
        var verified = await database.RunAsync("verify", "--json");
        Assert.True(verified.ExitCode == 0, verified.Output + verified.Errors);
    }

    /// <summary>Asks again with the same key until it is told, as a client would.</summary>
    private static async Task PlaceAsync(
        RunningService service, string client, ConcurrentDictionary<string, long> acknowledged,
        CancellationToken enough)
    {
        try
        {
            for (var i = 0; !enough.IsCancellationRequested; i++)
            {
                var id = $"{client}-{i}";
                var answer = await service.PostAsync("/orders", Bodies.Order(id), null, KeyOf(id));
                while (answer.Code == 503)
                    answer = await service.PostAsync("/orders", Bodies.Order(id), null, KeyOf(id));
                Assert.Equal(201, answer.Code);
                acknowledged[id] = answer.Seq;
            }
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException)
        {
            // The service was killed: what was not answered may be there or not.
        }
    }

    private static (string, string) KeyOf(string order) => ("Idempotency-Key", "key-" + order);
}
