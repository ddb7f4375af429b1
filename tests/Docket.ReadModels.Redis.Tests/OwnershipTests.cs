using Docket.ReadModels.Reading;
using Docket.ReadModels.Redis.Tests.Given;
using static Docket.ReadModels.Tests.Given.Facts;

namespace Docket.ReadModels.Redis.Tests;

/// <summary>Several processes on one Redis: the view is applied by one of them and answered by all.</summary>
public sealed class OwnershipTests(SharedRedis shared)
{
    private static CancellationToken Token => RedisShop.Token;

    [Fact]
    public async Task An_owner_that_ends_leaves_the_view_to_the_next()
    {
        await using var shop = new RedisShop(shared.Server, shared.NewPrefix());
        var owner = await shop.OpenDeskAsync();
        await using var next = await shop.OpenDeskAsync();
        await shop.OrderAsync("1", Placed("c1", Day1, Line("x", 1, 10)));
        await owner.FindAsync("1", shop.Newest);

        await owner.DisposeAsync();
        await shop.OrderAsync("1", Paid(10, Day1));

        Assert.Equal((false, 2L), Shown(await next.FindAsync("1", shop.Newest)));
    }

    [Fact]
    public async Task Two_that_both_believe_to_be_the_owner_apply_each_event_once()
    {
        await using var shop = new RedisShop(shared.Server, shared.NewPrefix());
        await using var first = await shop.OpenDeskAsync(shop.Options with { LeaseTime = TimeSpan.FromHours(1) });
        await using var second = await shop.OpenDeskAsync();
        for (var i = 0; i < 200; i++)
        {
            // The owner's time is over, and it is not told: it goes on as one that was paused does.
            if (i % 20 == 10) await shop.RunOutAsync();
            await shop.OrderAsync($"o{i % 17}-{i / 17}", Placed("c1", Day1, Line("x", 1, 10)), Added(Line("y", 1, 5), Day1));
        }

        foreach (var desk in new[] { first, second })
            Assert.Equal((false, 2L), Shown(await desk.FindAsync("o3-3", shop.Newest)));
        Assert.Null((await second.VerifyAsync()).Problem);
        Assert.Empty(second.Views.Operations.Parked());
    }

    [Fact]
    public async Task An_order_to_another_process_makes_it_the_owner()
    {
        await using var shop = new RedisShop(shared.Server, shared.NewPrefix());
        await using var owner = await shop.OpenDeskAsync();
        await using var asked = await shop.OpenDeskAsync();
        await shop.OrderAsync("1", Placed("c1", Day1, Line("x", 1, 10)));

        await asked.RebuildAsync();

        Assert.Equal("swapped", asked.Status.Rebuild!.State);
        await shop.OrderAsync("1", Paid(10, Day1));
        foreach (var desk in new[] { owner, asked }) Assert.Equal((false, 2L), Shown(await desk.FindAsync("1", shop.Newest)));
    }

    [Fact]
    public async Task While_a_flushed_view_is_made_again_every_answer_says_that_it_is_stale()
    {
        RedisInstallation.Require();
        await using var server = await OwnRedis.StartNewAsync();
        await using var shop = new RedisShop(server, "docket");
        await using var owner = await shop.OpenDeskAsync();
        await using var other = await shop.OpenDeskAsync();
        for (var i = 0; i < 300; i++) await shop.OrderAsync($"o{i}", Placed("c1", Day1, Line("x", 1, 10)));
        foreach (var desk in new[] { owner, other }) Assert.False((await desk.FindAsync("o299", shop.Newest)).Stale);
        var head = shop.Store.Head;

        await server.ExecuteAsync("FLUSHALL");

        foreach (var desk in new[] { owner, other })
        {
            Answer<Docket.ReadModels.OrderSummaries.OrderSummary?> answer;
            do
            {
                answer = await desk.FindAsync("o299", Freshness.Whatever);
                Assert.Equal(answer.AsOf < head, answer.Stale);
            }
            while (answer.Stale);
            Assert.Equal(1, answer.Value!.Version);
        }

        Assert.Null((await owner.VerifyAsync()).Problem);
    }

    [Fact]
    public async Task A_process_that_starts_on_a_flushed_Redis_says_that_it_is_stale_until_the_view_is_there()
    {
        RedisInstallation.Require();
        await using var server = await OwnRedis.StartNewAsync();
        await using var shop = new RedisShop(server, "docket");
        for (var i = 0; i < 300; i++) await shop.OrderAsync($"o{i}", Placed("c1", Day1, Line("x", 1, 10)));
        await using var desk = await shop.OpenDeskAsync();
        while (await desk.FindAsync("o299", Freshness.Whatever) is var answer && answer.Value is null)
            Assert.True(answer.Stale);
        await desk.Views.WaitForAsync(shop.Store.Head, Token);
        Assert.False((await desk.FindAsync("o299", Freshness.Whatever)).Stale);
    }

    private static (bool Stale, long? Version) Shown(Answer<Docket.ReadModels.OrderSummaries.OrderSummary?> answer) =>
        (answer.Stale, answer.Value?.Version);
}
