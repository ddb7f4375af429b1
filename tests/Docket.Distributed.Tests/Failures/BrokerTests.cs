using Docket.Distributed.Tests.Given;

namespace Docket.Distributed.Tests.Failures;

public sealed class BrokerTests(SharedServer postgres)
{
    private const int Orders = 40;

    [Fact]
    public async Task While_the_broker_is_away_at_start_or_later_orders_are_taken_and_the_service_says_what_waits()
    {
        using var shop = await Shop.OpenAsync(postgres.Server);
        shop.Broker.Cluster.TakeDown();
        await using var service = await shop.ServeAsync("command,query,relay,projector");
        await SellWithoutAsync(service, "a");

        shop.Broker.Cluster.BringUp();
        await Shop.LevelAsync(service, await shop.HeadAsync());
        await UntilAsync(service, 200);

        shop.Broker.Cluster.TakeDown();
        await SellWithoutAsync(service, "b");

        shop.Broker.Cluster.BringUp();
        await Shop.LevelAsync(service, await shop.HeadAsync());
        await UntilAsync(service, 200);
        Assert.Equal(4 * Orders, shop.Broker.ReadPublished(4 * Orders).DistinctBy(BrokersOfTest.IdOf).Count());
        await shop.VerifyAsync();
    }

    private static async Task SellWithoutAsync(RunningService service, string prefix)
    {
        await Shop.SellAsync(service, prefix, Orders);
        Assert.Contains("No broker of", await UntilAsync(service, 503), StringComparison.Ordinal);
        Assert.True((await service.GetAsync("/ops/lag")).Body.GetProperty("stale").GetBoolean());
        Assert.Equal(200, (await service.GetAsync($"/orders/{prefix}-0?consistency=strong")).Code);
    }

    /// <summary>The reasons of the readiness, once it has this code.</summary>
    private static async Task<string> UntilAsync(RunningService service, int code)
    {
        while (true)
        {
            var ready = await service.GetAsync("/readyz");
            if (ready.Code == code) return ready.Body.GetProperty("reasons").ToString();
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }
}
