using System.Security.Cryptography;
using System.Text;
using Docket.Host.Tests.Running;

namespace Docket.Host.Tests.Verbs;

/// <summary>Only the journal counts: the rest of the data directory can be thrown away.</summary>
public sealed class DisposableTests
{
    private const int LongOrder = 120;

    [Fact]
    public async Task Without_its_views_and_snapshots_the_service_answers_the_same()
    {
        using var data = new TemporaryDirectory();
        IReadOnlyList<string> before;
        await using (var service = await RunningService.StartAsync(data.Path))
        {
            await TradeAsync(service);
            before = await AnswersAsync(service);
            Assert.Equal(0, await service.StopAsync());
        }

        Assert.NotEmpty(Directory.GetFileSystemEntries(data["views"]));
        Assert.NotEmpty(Directory.GetFileSystemEntries(data["snapshots"]));
        Assert.Equal(before, await RestartedAsync(data.Path));
        Directory.Delete(data["views"], recursive: true);
        Directory.Delete(data["snapshots"], recursive: true);
        Assert.Equal(before, await RestartedAsync(data.Path));
    }

    private static async Task<IReadOnlyList<string>> RestartedAsync(string data)
    {
        await using var service = await RunningService.StartAsync(data);
        var answers = await AnswersAsync(service);
        Assert.Equal(0, await service.StopAsync());
        return answers;
    }

    /// <summary>Orders in every status, and one that is long enough for a snapshot.</summary>
    private static async Task TradeAsync(RunningService service)
    {
        await service.PutAsync("/customers/anna", """{"name":"Anna Example"}""");
        foreach (var order in (string[])["shipped", "cancelled", "pending", "long"])
            await DoneAsync(service, "/orders", Bodies.Order(order, "anna"));
        await DoneAsync(service, "/payments", """{"order_id":"shipped","amount":3140}""");
        await DoneAsync(service, "/orders/shipped/ship", """{"carrier":"post"}""");
        await DoneAsync(service, "/orders/shipped/refunds", """{"amount":640}""");
        await DoneAsync(service, "/payments", """{"order_id":"cancelled","amount":3140}""");
        await DoneAsync(service, "/orders/cancelled/cancel", "{}");
        await DoneAsync(service, "/orders/pending/discounts", """{"code":"SPRING","amount":140}""");
        for (var i = 0; i < LongOrder; i++)
            Assert.Equal(200, (await service.PostAsync("/orders/long/items", Bodies.Item)).Code);
    }

    private static async Task DoneAsync(RunningService service, string path, string json)
    {
        var answer = await service.PostAsync(path, json, null, ("Idempotency-Key", KeyOf(path, json)));
        Assert.True(answer.Code is 200 or 201, answer.Body.GetRawText());
    }

    private static async Task<IReadOnlyList<string>> AnswersAsync(RunningService service)
    {
        var head = (await service.GetAsync("/ops/lag")).Number("as_of_seq");
        List<string> answers = [];
        foreach (var order in (string[])["shipped", "cancelled", "pending", "long"])
            foreach (var read in (string[])["", "/status", "/history", "/state", "?consistency=strong"])
                answers.Add(await ReadAsync(service, $"/orders/{order}{read}", head));
        foreach (var report in (string[])["/customers/anna/orders?q=mug", "/reports/revenue", "/reports/products",
            "/analytics"])
            answers.Add(await ReadAsync(service, report, head));

        // What is refused is decided on the order's state, and a repeat on the ledger.
        answers.Add(await AskAsync(service, "/orders/long/ship", "{}"));
        answers.Add(await AskAsync(service, "/orders/shipped/refunds", """{"amount":2501}"""));
        answers.Add(await AskAsync(service, "/payments", """{"order_id":"long","amount":1}"""));
        answers.Add(await AskAsync(service, "/orders/shipped/ship", """{"carrier":"post"}"""));
        return answers;
    }

    private static async Task<string> ReadAsync(RunningService service, string path, long head)
    {
        var answer = await service.GetAsync($"{path}{(path.Contains('?') ? '&' : '?')}min_seq={head}");
        Assert.False(answer.Body.GetProperty("stale").GetBoolean(), path);
        return $"{path}: {answer.Code} {answer.Body.GetRawText()}";
    }

    private static async Task<string> AskAsync(RunningService service, string path, string json)
    {
        var answer = await service.PostAsync(path, json, null, ("Idempotency-Key", KeyOf(path, json)));
        return $"{path}: {answer.Code} {answer.Body.GetRawText()}";
    }

    /// <summary>The same request is the same command.</summary>
    private static string KeyOf(string path, string json) => Convert.ToHexString(
        SHA256.HashData(Encoding.UTF8.GetBytes(path + json)));
}
