using Docket.Host.Tests.Running;

namespace Docket.Host.Tests.Participants;

/// <summary>Many checkouts, while services and participants are killed at random moments.</summary>
internal sealed class CheckoutStorm(
    StormPlan plan, RunningParticipants participants, IReadOnlyList<KilledService> services) : IDisposable
{
    private const int Clients = 8;
    private const int PollsBetweenKillsMax = 600;
    private readonly Random _chance = new(plan.Seed);
    private readonly SemaphoreSlim _killing = new(1);
    private int _placed;
    private int _polls;

    public int Kills { get; private set; }

    public void Dispose() => _killing.Dispose();

    /// <summary>Places and checks out every order, and returns when every checkout has ended or waits for a
    /// person.</summary>
    public async Task<StormBooks> RunAsync(CancellationToken cancellationToken)
    {
        await SwitchAsync();
        foreach (var product in StormOrder.Products)
            Assert.Equal(200, (await ReceiveAsync(product, plan.InStockOf(product))).Code);
        var orders = plan.Orders();
        var clients = new ParallelOptions { MaxDegreeOfParallelism = Clients, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, orders.Count), clients, async (number, _) =>
        {
            await CheckOutAsync(orders[number], services[number % services.Count]);
            if (Interlocked.Increment(ref _placed) % Math.Max(1, 2 * orders.Count / plan.Kills) == 0) await KillAsync();
        });
        var settled = new List<StormSaga>();
        foreach (var order in orders)
        {
            // Where the answer to the first request was lost, and the checkout taken back meanwhile, there is a second one.
            for (var number = 1; await SettledAsync(order, $"{order.Id}.{number}") is { } saga; number++) settled.Add(saga);
            Assert.StartsWith(order.Id + ".", settled[^1].Id, StringComparison.Ordinal);
        }

        return new StormBooks(plan, settled, await participants.EffectsAsync(), await LeftAsync(), participants.Mails);
    }

    /// <summary>What the house holds, by a receipt of one more.</summary>
    private async Task<IReadOnlyDictionary<string, (int OnHand, int Available)>> LeftAsync()
    {
        var left = new Dictionary<string, (int, int)>();
        foreach (var product in StormOrder.Products)
        {
            var answer = await ReceiveAsync(product, 1);
            left[product] = ((int)answer.Number("on_hand") - 1, (int)answer.Number("available") - 1);
        }

        return left;
    }

    private Task<Answer> ReceiveAsync(string product, int quantity) => services[0].PostAsync(
        $"/stock/{product}/receipts", $$"""{ "quantity": {{quantity}} }""",
        ("Idempotency-Key", $"receipt-{product}-{quantity}"));

    /// <summary>Asked again after a lost answer, an order may be paid by now, and have nothing to check out.</summary>
    private static async Task CheckOutAsync(StormOrder order, KilledService service)
    {
        var placed = await service.PostAsync("/orders", order.Body, ("Idempotency-Key", "place-" + order.Id));
        Assert.Equal(201, placed.Code);
        var started = await service.PostAsync($"/orders/{order.Id}/checkout", """{ "email": "ada@example.org" }""");
        Assert.Contains(started.Code, (int[])[202, 422]);
    }

    /// <summary>How a checkout ended, once it has; null where there is none.</summary>
    private async Task<StormSaga?> SettledAsync(StormOrder order, string id)
    {
        while (true)
        {
            var answer = await services[_polls % services.Count].GetAsync("/ops/sagas/" + id);
            if (answer.Code == 404) return null;
            if (++_polls % PollsBetweenKillsMax == 0 && Kills < plan.Kills) await KillAsync();
            if (StormSaga.Of(order, answer.Body) is { } settled) return settled;
        }
    }

    private async Task KillAsync()
    {
        await _killing.WaitAsync();
        try
        {
            Kills++;
            var victim = _chance.Next(services.Count + 1);
            if (victim < services.Count)
            {
                await services[victim].KillAsync();
                return;
            }

            await participants.KillAsync();
            await SwitchAsync();
        }
        finally
        {
            _killing.Release();
        }
    }

    private async Task SwitchAsync()
    {
        await participants.SwitchAsync("payments", StormPlan.Faults);
        await participants.SwitchAsync("shipping", StormPlan.Faults);
    }
}
