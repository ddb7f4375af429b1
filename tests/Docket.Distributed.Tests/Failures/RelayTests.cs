using System.Text;
using Docket.Distributed.Tests.Given;

namespace Docket.Distributed.Tests.Failures;

public sealed class RelayTests(SharedServer postgres)
{
    private const int Orders = 60;

    [Fact]
    public async Task A_relay_that_is_killed_loses_nothing_and_its_successor_keeps_every_orders_order()
    {
        using var shop = await Shop.OpenAsync(postgres.Server);
        await using var command = await shop.ServeAsync("command");
        await using (var killed = await shop.ServeAsync("relay", "--relay", "cdc"))
        {
            var selling = Shop.SellAsync(command, "a", Orders);
            shop.Broker.ReadPublished(Orders / 2);
            await killed.KillAsync();
            await selling;
        }

        await using var next = await shop.ServeAsync("relay,projector", "--relay", "polling");
        var last = await Shop.SellAsync(command, "b", Orders);
        var published = shop.Broker.ReadPublished(4 * Orders);

        var once = published.DistinctBy(BrokersOfTest.IdOf).ToList();
        Assert.Equal(4 * Orders, once.Count);
        foreach (var order in once.GroupBy(record => Encoding.UTF8.GetString(record.Message.Key)))
            Assert.Equal(["docket.order.placed.v1", "docket.order.payment_confirmed.v1"], order.Select(TypeOf));
        // The journal's own topic had the same writer: views that are fed from it are whole too.
        await Shop.LevelAsync(next, last);
        await shop.VerifyAsync();
        Assert.Equal(200, (await next.GetAsync("/readyz")).Code);
    }

    private static string TypeOf(Confluent.Kafka.ConsumeResult<byte[], byte[]> record) =>
        Encoding.UTF8.GetString(record.Message.Headers.GetLastBytes("ce_type"));
}
