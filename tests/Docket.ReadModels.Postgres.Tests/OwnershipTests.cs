using Docket.Domain.Customers;
using Docket.Domain.Shared;
using Docket.Journal.Leasing;
using Docket.Journal.Postgres.Leasing;
using Docket.Journal.Postgres.Views;
using Docket.Journal.Store;
using Docket.ReadModels.Postgres.Tests.Given;
using Docket.ReadModels.Reading;
using Npgsql;
using static Docket.ReadModels.Tests.Given.Facts;

namespace Docket.ReadModels.Postgres.Tests;

/// <summary>Several processes on one database: each view is applied by one of them and answered by all.</summary>
public sealed class OwnershipTests(SharedServer shared)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => ShopDatabase.Token;

    [Fact]
    public async Task Every_process_shows_what_one_of_them_applies_and_each_event_counts_once()
    {
        await using var shop = await ShopDatabase.NewAsync(shared.Server);
        await using var first = await shop.OpenDeskAsync();
        await using var second = await shop.OpenDeskAsync();
        for (var i = 0; i < 20; i++) await shop.OrderAsync($"o{i}", Placed("c1", Day1, Line("x", 1, 10)), Paid(10, Day1));

        foreach (var desk in new[] { first, second })
        {
            var figures = await desk.Views.Analytics.ReadAsync(shop.Newest, Token);
            Assert.Equal((20L, 200L, false), (figures.Value.TotalOrders, figures.Value.TotalRevenue.Minor, figures.Stale));
        }

        Assert.Equal(5, (await HoldersAsync(shop)).Count);
        Assert.Single((await HoldersAsync(shop)).Distinct());
    }

    [Fact]
    public async Task A_read_on_a_process_that_does_not_apply_wakes_by_signal_when_its_write_is_there()
    {
        await using var shop = await ShopDatabase.NewAsync(shared.Server);
        await using var owner = await shop.OpenDeskAsync();
        await using var other = await shop.OpenDeskAsync(new DeskOptions
        {
            Views = new PostgresViewOptions { LookInterval = TimeSpan.FromHours(1) },
        });
        var next = shop.Store.Head.Next;
        var reading = other.Views.Revenue.ReadAsync(
            new(null, null, Docket.ReadModels.Revenue.Granularity.Day, null), new Freshness(next, Patience), Token).AsTask();
        Assert.False(reading.IsCompleted);

        await shop.OrderAsync("1", Placed("c1", Day1, Line("x", 1, 10)));

        Assert.Equal((false, next), ((await reading).Stale, (await reading).AsOf));
    }

    [Fact]
    public async Task Past_its_patience_a_read_says_that_it_is_stale()
    {
        await using var shop = await ShopDatabase.NewAsync(shared.Server);
        await using var desk = await shop.OpenDeskAsync();
        var last = await shop.OrderAsync("1", Placed("c1", Day1, Line("x", 1, 10)));
        await desk.WaitForAsync(last);

        var wanted = new Freshness(last.Next, TimeSpan.FromMilliseconds(1));
        var order = await desk.Views.OrderSummaries.FindAsync(new OrderId("1"), wanted, Token);
        var figures = await desk.Views.Analytics.ReadAsync(wanted, Token);

        Assert.Equal((true, last, 1L), (order.Stale, order.AsOf, order.Value!.Version));
        Assert.Equal((true, last), (figures.Stale, figures.AsOf));
    }

    [Fact]
    public async Task An_owner_that_ends_leaves_its_views_to_the_next()
    {
        await using var shop = await ShopDatabase.NewAsync(shared.Server);
        var owner = await shop.OpenDeskAsync();
        await using var next = await shop.OpenDeskAsync();
        await shop.OrderAsync("1", Placed("c1", Day1, Line("x", 1, 10)));
        await owner.WaitForAsync(shop.Store.Head);

        await owner.DisposeAsync();
        await shop.OrderAsync("1", Paid(10, Day1));

        var order = await next.Views.OrderSummaries.FindAsync(new OrderId("1"), shop.Newest, Token);
        Assert.Equal((false, 2L), (order.Stale, order.Value!.Version));
        Assert.Equal(1, (await next.Views.Analytics.ReadAsync(shop.Newest, Token)).Value.PaidOrders);
    }

    [Fact]
    public async Task A_former_owners_writes_are_refused_and_it_follows_the_new_one()
    {
        await using var shop = await ShopDatabase.NewAsync(shared.Server);
        await using var former = await shop.OpenDeskAsync(new DeskOptions
        {
            // It never renews, as a process that stands still does not; its leases are over at once.
            Views = new PostgresViewOptions { LeaseTime = TimeSpan.FromHours(1), LookInterval = TimeSpan.FromMilliseconds(50) },
        });
        await shop.OrderAsync("1", Placed("c1", Day1, Line("x", 1, 10)));
        await former.WaitForAsync(shop.Store.Head);
        await shop.ExecuteAsync("update docket.leases set owner = 'somebody else', epoch = epoch + 1");

        var last = await shop.OrderAsync("1", Paid(10, Day1));

        // Nothing of it is written under the old epoch; with the new owner gone, the work is taken up again.
        var order = await former.Views.OrderSummaries.FindAsync(
            new OrderId("1"), new Freshness(last, TimeSpan.FromMilliseconds(300)), Token);
        Assert.Equal((true, 1L), (order.Stale, order.Value!.Version));
        Assert.Equal(1L, await shop.ExecuteAsync("select max(checkpoint) from docket_views.generations"));
        await shop.ExecuteAsync("update docket.leases set expires_at = 'epoch'");
        order = await former.Views.OrderSummaries.FindAsync(new OrderId("1"), shop.Newest, Token);
        Assert.Equal((false, 2L), (order.Stale, order.Value!.Version));
    }

    [Fact]
    public async Task A_commit_of_a_stale_epoch_is_refused_by_the_database_itself()
    {
        await using var shop = await ShopDatabase.NewAsync(shared.Server);
        await using var desk = await shop.OpenDeskAsync();
        var epoch = await shop.ExecuteAsync("select epoch from docket.leases where name = 'view/revenue'");
        await shop.ExecuteAsync("update docket.leases set epoch = epoch + 1 where name = 'view/revenue'");

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => shop.ExecuteAsync(
            $"select docket_views.stand('revenue', 1, {epoch}, 0, 1, 0, decode(repeat('00', 16), 'hex'), null, false)"));

        Assert.Equal(PostgresLeases.LostLeaseState, refusal.SqlState);
    }

    [Fact]
    public async Task An_owner_goes_by_what_is_stored_and_not_by_what_it_remembers()
    {
        await using var shop = await ShopDatabase.NewAsync(shared.Server);
        await using var desk = await shop.OpenDeskAsync();
        await shop.OrderAsync("1", Placed("c1", Day1, Line("x", 1, 10)));
        await desk.WaitForAsync(shop.Store.Head);

        // As after a commit of the second event whose answer was lost: it is in, and this process does not know.
        await shop.ExecuteAsync("update docket_views.generations set checkpoint = 2 where view = 'analytics'");
        await shop.OrderAsync("2", Placed("c1", Day1, Line("x", 1, 10)));
        await shop.OrderAsync("3", Placed("c1", Day1, Line("x", 1, 10)));

        var figures = await desk.Views.Analytics.ReadAsync(shop.Newest, Token);
        Assert.Equal((2L, false), (figures.Value.TotalOrders, figures.Stale));
    }

    [Fact]
    public async Task An_order_to_another_process_makes_it_the_owner()
    {
        await using var shop = await ShopDatabase.NewAsync(shared.Server);
        await using var owner = await shop.OpenDeskAsync();
        await using var asked = await shop.OpenDeskAsync();
        await shop.OrderAsync("1", Placed("c1", Day1, Line("x", 1, 10)));

        await asked.RebuildAsync("order-summary");

        Assert.Equal("swapped", asked.Views.Operations.List().Single(view => view.Name == "order-summary").Rebuild!.State);
        await shop.OrderAsync("1", Paid(10, Day1));
        foreach (var desk in new[] { owner, asked })
        {
            var order = await desk.Views.OrderSummaries.FindAsync(new OrderId("1"), shop.Newest, Token);
            Assert.Equal((false, 2L), (order.Stale, order.Value!.Version));
        }
    }

    [Fact]
    public async Task A_session_ended_in_the_middle_of_batches_applies_nothing_twice()
    {
        await using var shop = await ShopDatabase.NewAsync(shared.Server);
        await using var desk = await shop.OpenDeskAsync();
        for (var i = 0; i < 60; i++)
        {
            await shop.OrderAsync($"o{i}", Placed("c1", Day1, Line("x", 1, 10)), Paid(10, Day1));
            if (i % 6 == 5)
                await shop.ExecuteAsync(
                    "select count(pg_terminate_backend(pid)) from pg_stat_activity "
                    + "where application_name = 'docket projector' and datname = current_database()");
        }

        var figures = await desk.Views.Analytics.ReadAsync(shop.Newest, Token);
        Assert.Equal((60L, 600L, false), (figures.Value.TotalOrders, figures.Value.TotalRevenue.Minor, figures.Stale));
        Assert.All(await desk.Views.VerifyAsync(5, Token), finding => Assert.Null(finding.Problem));
    }

    [Fact]
    public async Task A_name_that_a_customer_takes_later_is_shown_with_the_order()
    {
        await using var shop = await ShopDatabase.NewAsync(shared.Server);
        await using var desk = await shop.OpenDeskAsync();
        await shop.OrderAsync("1", Placed("c1", Day1, Line("x", 1, 10)));
        await shop.CustomerAsync("c1", new CustomerRegistered("A\0da \ud800", null) { At = Day1 });

        var order = await desk.Views.OrderSummaries.FindAsync(new OrderId("1"), shop.Newest, Token);

        Assert.StartsWith("A\0da", order.Value!.CustomerName, StringComparison.Ordinal);
        Assert.Equal(
            "A\ufffdda \ufffd",
            await shop.ExecuteAsync("select customer_name from docket_views.order_summary where kind = 'customer'"));
    }

    private static async Task<IReadOnlyList<string>> HoldersAsync(ShopDatabase shop)
    {
        await using var database = NpgsqlDataSource.Create(shop.Options().ConnectionString);
        var held = await new PostgresLeases(database, "docket").ListAsync("view/", Token);
        return [.. held.Where(one => one.Left > TimeSpan.Zero).Select(one => one.Lease.Owner)];
    }
}
