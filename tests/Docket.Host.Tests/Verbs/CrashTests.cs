using System.Collections.Concurrent;
using Docket.Host.Tests.Running;

namespace Docket.Host.Tests.Verbs;

public sealed class CrashTests
{
    private const int Kills = 4;
    private const int Clients = 16;

    [Fact]
    public async Task A_service_killed_under_load_keeps_all_it_has_acknowledged()
    {
        using var data = new TemporaryDirectory();
        var acknowledged = new ConcurrentDictionary<string, long>();
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var service = await RunningService.StartAsync(data.Path);
            await AllThereAsync(service, acknowledged);
            var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var clients = Enumerable.Range(0, Clients).Select(
                client => PlaceAsync(service, $"k{kill}-{client}", acknowledged, enough)).ToArray();
            await enough.Task;
            await service.KillAsync();
            await Task.WhenAll(clients);
        }

        await using (var last = await RunningService.StartAsync(data.Path)) await AllThereAsync(last, acknowledged);
        Assert.Equal(0, (await DocketProcess.RunAsync("verify", "--data", data.Path)).ExitCode);
        Assert.True(acknowledged.Count > Kills * 100);
    }

    private static async Task PlaceAsync(
        RunningService service, string client, ConcurrentDictionary<string, long> acknowledged,
        TaskCompletionSource enough)
    {
        var before = acknowledged.Count;
        try
        {
            for (var i = 0; ; i++)
            {
                var id = $"{client}-{i}";
                var answer = await service.PostAsync("/orders", Bodies.Order(id), null,
                    ("Idempotency-Key", "key-" + id));
                if (answer.Code != 201) throw new InvalidOperationException(answer.Body.GetRawText());
                acknowledged[id] = answer.Seq;
                if (acknowledged.Count - before > 200) enough.TrySetResult();
            }
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException)
        {
            // The service was killed: what was not answered may be there or not.
        }
    }

    private static async Task AllThereAsync(RunningService service, ConcurrentDictionary<string, long> acknowledged)
    {
        Assert.Equal(acknowledged.Count, acknowledged.Values.Distinct().Count());
        await Parallel.ForEachAsync(acknowledged, async (order, _) =>
        {
            // The journal, and the ledger: the repeat of an acknowledged command gets the first answer.
            var repeat = await service.PostAsync("/orders", Bodies.Order(order.Key), null,
                ("Idempotency-Key", "key-" + order.Key));
            Assert.Equal((201, order.Value), (repeat.Code, repeat.Seq));
            Assert.Equal(200, (await service.GetAsync($"/orders/{order.Key}?consistency=strong")).Code);
        });
    }
}
