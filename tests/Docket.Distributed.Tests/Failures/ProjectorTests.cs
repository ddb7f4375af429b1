using Docket.Distributed.Tests.Given;
using Docket.Journal.Redis.Tests.Servers;

namespace Docket.Distributed.Tests.Failures;

public sealed class ProjectorTests(SharedServer postgres, SharedRedis redis)
{
    private const int Orders = 60;

    [Fact]
    public async Task Projectors_killed_in_mid_batch_lose_and_double_nothing()
    {
        using var shop = await OpenAsync();
        await using var command = await shop.ServeAsync("command,relay");
        for (var kill = 0; kill < 2; kill++)
        {
            await using var projector = await shop.ServeAsync("projector");
            var before = await shop.HeadAsync();
            var selling = Shop.SellAsync(command, $"k{kill}", Orders);
            // Some of what is being sold is shown, and more is on its way: it dies in the middle of it.
            await Shop.LevelAsync(projector, before + (Orders / 2));
            await projector.KillAsync();
            await selling;
        }

        await using var last = await shop.ServeAsync("projector");
        await Shop.LevelAsync(last, await shop.HeadAsync());
        await shop.VerifyAsync();
    }

    [Fact]
    public async Task Projectors_that_join_and_leave_all_the_time_hand_their_views_over_whole()
    {
        using var shop = await OpenAsync();
        await using var command = await shop.ServeAsync("command,relay");
        var projector = await shop.ServeAsync("projector");
        try
        {
            for (var turn = 0; turn < 3; turn++)
            {
                var selling = Shop.SellAsync(command, $"s{turn}", Orders);
                var next = await shop.ServeAsync("projector");
                Assert.Equal(0, await projector.StopAsync());
                await projector.DisposeAsync();
                projector = next;
                await selling;
            }

            await Shop.LevelAsync(projector, await shop.HeadAsync());
            await shop.VerifyAsync();
        }
        finally
        {
            await projector.DisposeAsync();
        }
    }

    [Fact]
    public async Task Records_that_come_again_and_in_another_order_change_nothing()
    {
        using var shop = await OpenAsync();
        await using var command = await shop.ServeAsync("command,relay,projector");
        await Shop.LevelAsync(command, await Shop.SellAsync(command, "a", Orders));
        var records = shop.Broker.ReadAll(BrokersOfTest.JournalTopic).ToArray();
        var selling = Shop.SellAsync(command, "b", Orders);
        new Random(1).Shuffle(records);
        shop.Broker.WriteAgain(records);
        await Shop.LevelAsync(command, await selling);
        Assert.True(shop.Broker.ReadAll(BrokersOfTest.JournalTopic).Count > 2 * records.Length);
        await shop.VerifyAsync();
        // A view that is made anew meets all of them in the topic.
        await Shop.RebuildAsync(command, "order-summary");
        await shop.VerifyAsync();
    }

    private Task<Shop> OpenAsync() => Shop.OpenAsync(
        postgres.Server, ("DOCKET_VIEW_ORDER_SUMMARY", "redis"), ("DOCKET_REDIS", redis.Server.Address));
}
