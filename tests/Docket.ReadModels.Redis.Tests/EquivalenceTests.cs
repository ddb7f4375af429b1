using Docket.Application.Wire;
using Docket.Domain.Shared;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Docket.ReadModels.Redis.Tests.Given;
using Docket.ReadModels.Tests.Given;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.ReadModels.Redis.Tests;

/// <summary>Over random histories, order summaries in Redis answer what those in one process answer.</summary>
public sealed class EquivalenceTests(SharedRedis shared)
{
    private static CancellationToken Token => RedisShop.Token;

    [Fact]
    public void Orders_in_Redis_are_what_orders_in_one_process_are_also_restarted_and_rebuilt()
    {
        var server = shared.Server;
        Prop.ForAll<int>(seed => HoldsAsync(server, seed).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(8));
    }

    private async Task<bool> HoldsAsync(OwnRedis server, int seed)
    {
        await using var shop = new RedisShop(server, shared.NewPrefix());
        var (history, chance) = (new RandomHistory(seed), new Random(seed));
        for (var run = 0; run < 2; run++)
        {
            await using var desk = await shop.OpenDeskAsync();
            await shop.WriteAsync(history, chance, 60);
            await desk.Views.WaitForAsync(shop.Store.Head, Token);
            await desk.DisposeAsync();
            await shop.WriteAsync(history, chance, 20);
        }

        await using var local = DocketViews.Create(
            shop.Store, DocketCodec.Create(), new InMemoryViewStorage(),
            new ViewHostOptions { Clock = TimeProvider.System, Logger = NullLogger.Instance });
        await local.StartAsync(Token);
        await using var last = await shop.OpenDeskAsync();
        await AgreeAsync(shop, local, last, history);
        await last.RebuildAsync();
        Assert.StartsWith("Equal", last.Status.Rebuild!.Outcome, StringComparison.Ordinal);
        await AgreeAsync(shop, local, last, history);
        Assert.Null((await last.VerifyAsync()).Problem);
        return true;
    }

    private static async Task AgreeAsync(RedisShop shop, DocketViews local, RedisDesk desk, RandomHistory history)
    {
        foreach (var id in history.Orders.Keys.Append("unknown"))
        {
            var expected = await local.OrderSummaries.FindAsync(new OrderId(id), shop.Newest, Token);
            Assert.Equal(expected, await desk.FindAsync(id, shop.Newest));
            Assert.Equal(expected.Value?.CustomerName, await shop.FieldAsync($"order:{id}", "customer_name"));
        }
    }
}
