using Docket.Distributed.Tests.Given;

namespace Docket.Distributed.Tests.Failures;

public sealed class RebuildTests(SharedServer postgres)
{
    private const int Orders = 60;

    [Fact]
    public async Task Views_are_rebuilt_from_the_topic_or_where_it_was_cut_from_the_journal_while_orders_come()
    {
        using var shop = await Shop.OpenAsync(postgres.Server);
        await using var service = await shop.ServeAsync("command,query,relay,projector");
        await Shop.LevelAsync(service, await Shop.SellAsync(service, "a", Orders));
        var selling = Shop.SellAsync(service, "b", Orders);
        await Shop.RebuildAsync(service, "order-summary");
        await selling;

        shop.Broker.DropOlderHalf(BrokersOfTest.JournalTopic);
        selling = Shop.SellAsync(service, "c", Orders);
        await Shop.RebuildAsync(service, "customer-history");
        await Shop.LevelAsync(service, await selling);
        await shop.VerifyAsync();
    }
}
