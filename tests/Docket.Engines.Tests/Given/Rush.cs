using System.Collections.Concurrent;
using Docket.Host.Tests.Running;

namespace Docket.Engines.Tests.Given;

/// <summary>Customers that place, pay and ship, ask again with the same key until they are answered, and remember what they
/// were told.</summary>
internal sealed class Rush : IAsyncDisposable
{
    private const int Clients = 4;
    private static int _rushes;
    private readonly CancellationTokenSource _enough = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _waiting = [];
    private readonly RunningService _service;
    private readonly string _name = "r" + Interlocked.Increment(ref _rushes);
    private readonly Task[] _clients;
    private int _answers;

    public Rush(RunningService service)
    {
        _service = service;
        _clients = [.. Enumerable.Range(0, Clients).Select(client => Task.Run(() => ServeAsync(client)))];
    }

    /// <summary>What was acknowledged: an order's version, status and position, as its last answer said.</summary>
    public ConcurrentDictionary<string, (long Version, string Status, long Seq)> Acknowledged { get; } = [];

    /// <summary>The customer whose orders they are.</summary>
    public string Customer => _name;

    /// <summary>Money that was acknowledged as paid.</summary>
    public long Paid => Acknowledged.Values.Count(order => order.Status != "pending") * 2000L;

    /// <summary>Waits for so many more answers.</summary>
    public Task MoreAsync(int answers)
    {
        var at = Volatile.Read(ref _answers) + answers;
        return _waiting.GetOrAdd(at, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task
            .WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }

    /// <summary>Lets everybody finish what they have begun.</summary>
    public async Task EndAsync()
    {
        await _enough.CancelAsync();
        await Task.WhenAll(_clients);
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _enough.Dispose();
    }

    private async Task ServeAsync(int client)
    {
        for (var i = 0; !_enough.IsCancellationRequested; i++)
        {
            var id = $"{_name}-{client}-{i}";
            await AskAsync(id, "pending", "/orders", $$"""
                {"order_id":"{{id}}","customer_id":"{{_name}}","currency":"EUR",
                "items":[{"product_id":"mug-{{_name}}","name":"Mug","quantity":2,"unit_price":1000}]}
                """);
            if (i % 3 == 0) continue;
            await AskAsync(id, "paid", "/payments", $$"""{"order_id":"{{id}}","amount":2000}""");
            if (i % 3 == 1) await AskAsync(id, "shipped", $"/orders/{id}/ship", "{}");
        }
    }

    private async Task AskAsync(string id, string status, string path, string body)
    {
        var key = ("Idempotency-Key", $"{id}-{status}");
        var answer = await _service.PostAsync(path, body, null, key);
        while (answer.Code is 503 or 429) answer = await _service.PostAsync(path, body, null, key);
        Assert.True(answer.Code is 200 or 201, $"{path} {id}: {answer.Code} {answer.Body}");
        Acknowledged[id] = (answer.Number("version"), status, answer.Seq);
        if (_waiting.TryGetValue(Interlocked.Increment(ref _answers), out var reached)) reached.TrySetResult();
    }
}
