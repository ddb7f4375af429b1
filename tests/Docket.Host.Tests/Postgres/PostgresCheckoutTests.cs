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

    [Fact]
    public async Task Without_a_leader_services_share_the_parts_and_what_participants_tell_goes_into_the_outbox()
    {
        using var database = await PostgresDatabase.NewAsync(shared.Server);
        await using var one = await database.ServeAsync(CheckoutTests.Unled, "one");
        await using var two = await database.ServeAsync(CheckoutTests.Unled, "two");
        await CheckoutTests.FillTheHouseAsync(one, "o0");
        for (var i = 1; i < 4; i++) await CheckOutAsync(i % 2 == 0 ? one : two, two, $"o{i}");

        Assert.Equal(0, await one.StopAsync());

        await CheckOutAsync(two, two, "o4");
        Assert.Equal(
            "docket.checkout.started.v1 docket.checkout.stock_reserved.v1 docket.checkout.card_charged.v1 "
            + "docket.checkout.shipment_created.v1 docket.checkout.points_earned.v1 docket.order.payment_confirmed.v1 "
            + "docket.order.shipped.v1 docket.checkout.order_booked.v1 docket.checkout.receipt_sent.v1",
            await database.ExecuteAsync(
                "select string_agg(event_type, ' ' order by position) from docket.outbox "
                + "where payload -> 'data' ->> 'saga_id' = 'o4.1'"));
    }

    private static async Task CheckOutAsync(RunningService asked, RunningService told, string order)
    {
        await asked.PostAsync("/orders", Bodies.Order(order));
        Assert.Equal(202, (await asked.PostAsync($"/orders/{order}/checkout")).Code);
        var saga = await CheckoutTests.EndAsync(told, order + ".1");
        Assert.Equal("completed", saga.GetProperty("status").GetString());
    }
}
