using Docket.Host.Tests.Api;
using Docket.Host.Tests.Running;
using Docket.Journal.Postgres.Tests.Servers;

namespace Docket.Host.Tests.Postgres;

public sealed class PostgresCheckoutTests(SharedServer shared)
{
    [Fact]
    public async Task Services_share_checkouts_by_leases_and_what_one_leaves_another_runs()
    {
        using var database = await PostgresDatabase.NewAsync(shared.Server);
        await using var one = await database.ServeAsync(CheckoutTests.Simulated, "one");
        await using var two = await database.ServeAsync(CheckoutTests.Simulated, "two");
        await CheckoutTests.FillTheHouseAsync(one, "o0");
        for (var i = 1; i < 4; i++) await CheckOutAsync(i % 2 == 0 ? one : two, two, $"o{i}");

        Assert.Equal(0, await one.StopAsync());

        for (var i = 4; i < 8; i++) await CheckOutAsync(two, two, $"o{i}");
    }

    private static async Task CheckOutAsync(RunningService asked, RunningService told, string order)
    {
        await asked.PostAsync("/orders", Bodies.Order(order));
        Assert.Equal(202, (await asked.PostAsync($"/orders/{order}/checkout")).Code);
        var saga = await CheckoutTests.EndAsync(told, order + ".1");
        Assert.Equal("completed", saga.GetProperty("status").GetString());
    }
}
