using Docket.Domain.Orders;
using Docket.Journal.Store;
using Docket.Postgres.Tests.Given;

namespace Docket.Postgres.Tests;

/// <summary>Current state can be thrown away: the events make it anew, and say whether it was right.</summary>
public sealed class StateRebuildTests(SharedServer shared)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_check_of_untouched_tables_finds_them_equal_and_leaves_nothing_behind()
    {
        await using var shop = await Shop.NewAsync(shared.Server);
        await shop.WriteAsync(seed: 4, commands: 40);

        var report = await shop.Rebuild.CheckAsync(null, Cancelled);

        Assert.True(report.Equal);
        Assert.Equal((shop.Store.Head, false), (report.At, report.Swapped));
        Assert.All(report.Tables, table => Assert.True(table.Rows > 0 && table.Rows == table.RowsFromEvents));
        Assert.Equal(1L, await shop.ExecuteAsync("select count(*) from pg_class where relname = 'order_items'"));
    }

    [Theory]
    [InlineData("update docket.orders set paid = paid + 1 where order_id = 'a'", "orders")]
    [InlineData("delete from docket.order_items where order_id = 'a'", "order_items")]
    [InlineData("insert into docket.payments select 9, 1, now(), 'a', 'p', null", "payments")]
    public async Task A_row_changed_behind_the_journals_back_is_named_and_mended(string crime, string table)
    {
        await using var shop = await Shop.NewAsync(shared.Server);
        await shop.AppendAsync("a", ExpectedVersion.NoStream, Shop.Placed(Shop.Line()));
        await shop.AppendAsync("b", ExpectedVersion.NoStream, Shop.Placed(Shop.Line()));
        await shop.ExecuteAsync(crime);

        var found = await shop.Rebuild.CheckAsync(null, Cancelled);
        var mended = await shop.Rebuild.RunAsync(null, Cancelled);

        Assert.Equal([table], found.Tables.Where(one => !one.Equal).Select(one => one.Name));
        Assert.Equal(["a"], found.Tables.Single(one => one.Name == table).Differing);
        Assert.True(mended is { Swapped: true, Equal: false });
        await StateRows.AssertEqualTheFoldAsync(shop);
        Assert.True((await shop.Rebuild.CheckAsync(null, Cancelled)).Equal);
    }

    [Fact]
    public async Task Orders_appended_before_the_tables_were_there_are_brought_in()
    {
        await using var shop = await Shop.NewAsync(shared.Server);
        await using (var former = await Shop.OpenAsync(shop.Options with { Companion = null }))
            await Shop.AppendAsync(former, "a", ExpectedVersion.NoStream, Shop.Placed(Shop.Line()));

        await shop.Rebuild.RunAsync(null, Cancelled);
        await shop.AppendAsync("a", ExpectedVersion.Any, new ItemAdded(Shop.Line("Pot")) { At = Shop.Day });

        await StateRows.AssertEqualTheFoldAsync(shop);
    }

    [Fact]
    public async Task A_rebuild_while_appends_go_on_misses_none_of_them()
    {
        await using var shop = await Shop.NewAsync(shared.Server);
        await shop.WriteAsync(seed: 5, commands: 20);

        var writing = shop.WriteAsync(seed: 6, commands: 120);
        var rebuilds = 0;
        while (!writing.IsCompleted)
        {
            var report = await shop.Rebuild.RunAsync(null, Cancelled);
            Assert.True(report.Equal, $"{string.Join(", ", report.Tables)}");
            rebuilds++;
        }

        await writing;
        Assert.True(rebuilds > 1);
        await StateRows.AssertEqualTheFoldAsync(shop);
    }

    [Fact]
    public async Task A_rebuild_that_is_broken_off_changes_nothing()
    {
        await using var shop = await Shop.NewAsync(shared.Server);
        await shop.WriteAsync(seed: 7, commands: 40);
        using var broken = new CancellationTokenSource();
        var progress = new BreakOff(broken);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => shop.Rebuild.RunAsync(progress, broken.Token));

        await StateRows.AssertEqualTheFoldAsync(shop);
        Assert.Equal(DBNull.Value, await shop.ExecuteAsync("select to_regnamespace('docket_rebuild')::text"));
        Assert.True((await shop.Rebuild.RunAsync(null, Cancelled)).Swapped);
    }

    private sealed class BreakOff(CancellationTokenSource broken) : IProgress<Position>
    {
        public void Report(Position value) => broken.Cancel();
    }
}
