using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Journal.Postgres;
using Docket.Journal.Postgres.Migrations;
using Docket.Journal.Store;
using Docket.Postgres.Tests.Given;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.Postgres.Tests;

/// <summary>Whoever appends, the tables of current state are what the events say.</summary>
public sealed class CurrentStateTests(SharedServer shared)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task After_any_history_the_tables_equal_the_fold_of_the_events(int seed)
    {
        await using var shop = await Shop.NewAsync(shared.Server);

        await shop.WriteAsync(seed, commands: 80);

        Assert.True(shop.Store.Head.Value > 60, $"only {shop.Store.Head} events");
        await StateRows.AssertEqualTheFoldAsync(shop);
    }

    [Fact]
    public async Task An_append_of_several_events_counts_them_all()
    {
        await using var shop = await Shop.NewAsync(shared.Server);
        OrderEvent[] whole =
        [
            Shop.Placed(Shop.Line(), Shop.Line("Cup")), new ItemAdded(Shop.Line("Pot")) { At = Shop.Day.AddHours(1) },
            new DiscountApplied("TEN", new Money(100)) { At = Shop.Day.AddHours(2) },
            new PaymentConfirmed(new PaymentId("p1"), new Money(2900), "card", true) { At = Shop.Day.AddHours(3) },
            new ItemAdded(Shop.Line("Lid")) { At = Shop.Day.AddHours(4) },
            new PaymentConfirmed(new PaymentId("p2"), new Money(1000), null, false) { At = Shop.Day.AddHours(5) },
            new RefundIssued([], new Money(5), null) { At = Shop.Day.AddHours(6) },
        ];

        await shop.AppendAsync("at-once", ExpectedVersion.NoStream, whole);
        await shop.AppendAsync("in-two", ExpectedVersion.NoStream, whole[..2]);
        await shop.AppendAsync("in-two", ExpectedVersion.Any,
            [.. whole[2..], new OrderShipped(null, null) { At = Shop.Day.AddHours(7) }]);

        await StateRows.AssertEqualTheFoldAsync(shop);
        Assert.Equal("paid", await shop.ExecuteAsync("select status from docket.orders where order_id = 'at-once'"));
        Assert.Equal("shipped", await shop.ExecuteAsync("select status from docket.orders where order_id = 'in-two'"));
    }

    [Fact]
    public async Task A_conflict_changes_no_row()
    {
        await using var shop = await Shop.NewAsync(shared.Server);
        await shop.AppendAsync("a", ExpectedVersion.NoStream, Shop.Placed(Shop.Line()));

        Assert.IsType<AppendResult.Conflict>(await shop.AppendAsync(
            "a", ExpectedVersion.NoStream, new ItemAdded(Shop.Line("late")) { At = Shop.Day }));

        await StateRows.AssertEqualTheFoldAsync(shop);
    }

    [Fact]
    public async Task A_text_that_PostgreSQL_cannot_keep_stops_nothing()
    {
        await using var shop = await Shop.NewAsync(shared.Server);

        await shop.AppendAsync("a", ExpectedVersion.NoStream, Shop.Placed(Shop.Line("nul\0 in it")));
        await shop.AppendAsync(
            "a", ExpectedVersion.Any,
            new PaymentConfirmed(new PaymentId("p"), new Money(1000), "\0", true) { At = Shop.Day });

        Assert.Equal("nul\ufffd in it", await shop.ExecuteAsync("select name from docket.order_items"));
        Assert.Equal("\ufffd", await shop.ExecuteAsync("select method from docket.payments"));
    }

    [Fact]
    public async Task Rows_that_are_missing_or_too_many_stop_no_append()
    {
        await using var shop = await Shop.NewAsync(shared.Server);
        await shop.AppendAsync("a", ExpectedVersion.NoStream, Shop.Placed(Shop.Line()));
        await shop.ExecuteAsync(
            """
            update docket.orders set order_id = 'b';
            update docket.order_items set order_id = 'b';
            """);

        Assert.IsType<AppendResult.Appended>(
            await shop.AppendAsync("b", ExpectedVersion.NoStream, Shop.Placed(Shop.Line())));
        Assert.IsType<AppendResult.Appended>(await shop.AppendAsync(
            "a", ExpectedVersion.Any, new ItemAdded(Shop.Line()) { At = Shop.Day }));
    }

    [Fact]
    public async Task The_writer_role_keeps_the_tables_by_appending_and_in_no_other_way()
    {
        await using var shop = await Shop.NewAsync(shared.Server);
        var user = $"clerk_{shop.Database}";
        await shop.ExecuteAsync($"create role {user} login in role docket_writer");
        await using var store = await Shop.OpenAsync(shop.Options with
        {
            ConnectionString = shared.Server.ConnectionString(shop.Database, user: user),
        });

        await Shop.AppendAsync(store, "a", ExpectedVersion.NoStream, Shop.Placed(Shop.Line()));

        await StateRows.AssertEqualTheFoldAsync(shop);
        foreach (var role in (string[])["docket_writer", "docket_reader", "docket_relay", "docket_projector"])
        {
            foreach (var table in (string[])["orders", "order_items", "payments"])
                Assert.Equal(false, await shop.ExecuteAsync(
                    $"select has_table_privilege('{role}', 'docket.{table}', 'insert, update, delete, truncate')"));
        }
    }

    [Fact]
    public async Task A_user_of_the_engine_alone_neither_makes_nor_minds_the_tables()
    {
        var database = await shared.Server.CreateDatabaseAsync();
        var docket = Shop.OptionsOf(shared.Server, database);
        var alone = docket with { Companion = null };
        var engine = await new PostgresMigrator(alone, NullLogger.Instance).MigrateAsync(Cancelled);
        Assert.DoesNotContain(engine, migration => migration.Number > 1000);
        var lacking = await Assert.ThrowsAsync<SchemaMismatchException>(() => Shop.OpenAsync(docket));
        Assert.Contains("1001_current_state", lacking.Message, StringComparison.Ordinal);

        var added = await new PostgresMigrator(docket, NullLogger.Instance).MigrateAsync(Cancelled);

        Assert.Equal([1001, 1002], added.Select(migration => migration.Number));
        Assert.Empty(await new PostgresMigrator(alone, NullLogger.Instance).MigrateAsync(Cancelled));
        await using var store = await Shop.OpenAsync(alone);
        await Shop.AppendAsync(store, "a", ExpectedVersion.NoStream, Shop.Placed(Shop.Line()));
    }
}
