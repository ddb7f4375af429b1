using Docket.Domain.Shared;
using Docket.Journal.Postgres.Views;
using Docket.ReadModels.Postgres.Tests.Given;
using Docket.ReadModels.Reading;
using Docket.ReadModels.Tests.Given;
using Npgsql;
using static Docket.ReadModels.Tests.Given.Facts;

namespace Docket.ReadModels.Postgres.Tests;

/// <summary>A view is made anew beside the one that serves, and the tables are renamed in one transaction.</summary>
public sealed class RebuildTests(SharedServer shared)
{
    private const string View = "order-summary";

    private static readonly DeskOptions Impatient = new()
    {
        Views = new PostgresViewOptions { SwapWait = TimeSpan.FromMilliseconds(20), SwapTries = 2 },
    };

    private static CancellationToken Token => ShopDatabase.Token;

    [Fact]
    public async Task A_damaged_view_is_found_mended_by_a_rebuild_and_comes_back_by_going_back()
    {
        await using var shop = await ShopDatabase.NewAsync(shared.Server);
        await using var desk = await shop.OpenDeskAsync();
        await shop.OrderAsync("1", Placed("c1", Day1, Line("x", 1, 10)));
        await shop.OrderAsync("2", Placed("c1", Day1, Line("x", 1, 10)));
        await desk.WaitForAsync(shop.Store.Head);
        await shop.ExecuteAsync("delete from docket_views.order_summary where order_id = '1'");
        Assert.Contains("order-1", (await FoundAsync(desk)).Differing);

        await desk.RebuildAsync(View);
        Assert.Null((await FoundAsync(desk)).Problem);
        Assert.NotNull((await desk.Views.OrderSummaries.FindAsync(new OrderId("1"), shop.Newest, Token)).Value);

        await shop.OrderAsync("3", Placed("c1", Day1, Line("x", 1, 10)));
        Assert.NotNull(desk.Views.Operations.RollBack(View));
        await desk.EndAsync(View);
        Assert.Null((await desk.Views.OrderSummaries.FindAsync(new OrderId("1"), shop.Newest, Token)).Value);
        Assert.NotNull((await desk.Views.OrderSummaries.FindAsync(new OrderId("3"), shop.Newest, Token)).Value);
    }

    [Fact]
    public async Task Reads_and_writes_go_on_over_rebuilds()
    {
        await using var shop = await ShopDatabase.NewAsync(shared.Server);
        await using var desk = await shop.OpenDeskAsync();
        using var done = new CancellationTokenSource();
        var reading = Task.Run(() => ReadAsync(shop, desk, done.Token), Token);
        var writing = Task.Run(() => shop.WriteAsync(new RandomHistory(3), 150), Token);
        foreach (var name in (string[])[View, "revenue", View, "customer-history"]) await desk.RebuildAsync(name);
        await writing;
        await done.CancelAsync();
        Assert.True(await reading > 0);
        await desk.WaitForAsync(shop.Store.Head);
        Assert.All(desk.Views.Operations.List(), view => Assert.NotEqual("failed", view.Rebuild?.State));
        Assert.All(await desk.Views.VerifyAsync(5, Token), finding => Assert.Null(finding.Problem));
    }

    [Fact]
    public async Task A_reader_that_holds_the_tables_for_long_stops_the_swap_and_not_the_view()
    {
        await using var shop = await ShopDatabase.NewAsync(shared.Server);
        await using var desk = await shop.OpenDeskAsync(Impatient);
        await shop.OrderAsync("1", Placed("c1", Day1, Line("x", 1, 10)));
        await using (await HoldAsync(shop, "select count(*) from docket_views.order_summary"))
        {
            await desk.RebuildAsync(View);
            Assert.Equal("failed", StateOf(desk));
        }

        Assert.NotNull((await desk.Views.OrderSummaries.FindAsync(new OrderId("1"), shop.Newest, Token)).Value);
        await desk.RebuildAsync(View);
        Assert.Equal("swapped", StateOf(desk));
    }

    [Fact]
    public async Task Who_tidies_up_a_table_is_waited_for_and_readers_pass_meanwhile()
    {
        await using var shop = await ShopDatabase.NewAsync(shared.Server);
        await using var desk = await shop.OpenDeskAsync(Impatient);
        await shop.OrderAsync("1", Placed("c1", Day1, Line("x", 1, 10)));
        Task rebuild;

        // What VACUUM and ANALYZE hold while they work.
        await using (await HoldAsync(shop, "lock table docket_views.order_summary in share update exclusive mode"))
        {
            rebuild = desk.RebuildAsync(View);
            while (!await IsWaitedForAsync(shop) && !rebuild.IsCompleted) await Task.Yield();
            Assert.NotNull((await desk.Views.OrderSummaries.FindAsync(new OrderId("1"), shop.Newest, Token)).Value);
            Assert.False(rebuild.IsCompleted);
        }

        await rebuild;
        Assert.Equal("swapped", StateOf(desk));
    }

    [Fact]
    public async Task The_server_leaves_a_shadow_alone_and_tidies_up_what_serves()
    {
        await using var shop = await ShopDatabase.NewAsync(shared.Server);
        await using var desk = await shop.OpenDeskAsync();
        await shop.OrderAsync("1", Placed("c1", Day1, Line("x", 1, 10)));
        await desk.WaitForAsync(shop.Store.Head);
        var served = await SettingsAsync(shop, "order_summary");
        Assert.DoesNotContain("autovacuum", served);

        // A shadow that waits for its swap.
        Task rebuild;
        await using (await HoldAsync(shop, "lock table docket_views.order_summary in share update exclusive mode"))
        {
            rebuild = desk.RebuildAsync(View);
            while (!await IsWaitedForAsync(shop) && !rebuild.IsCompleted) await Task.Yield();
            Assert.Equal($"{served},autovacuum_enabled=off", await SettingsAsync(shop, "order_summary_shadow"));
        }

        await rebuild;
        Assert.Equal("swapped", StateOf(desk));
        Assert.Equal(served, await SettingsAsync(shop, "order_summary"));
        Assert.Equal(served, await SettingsAsync(shop, "order_summary_former"));
    }

    private static async Task<string> SettingsAsync(ShopDatabase shop, string table) => (string)(await shop.ExecuteAsync(
        $"select array_to_string(reloptions, ',') from pg_class where oid = 'docket_views.{table}'::regclass"))!;

    /// <summary>A session that keeps what this statement locks until it is disposed.</summary>
    private static async Task<NpgsqlConnection> HoldAsync(ShopDatabase shop, string statement)
    {
        var session = new NpgsqlConnection(shop.Options().ConnectionString);
        await session.OpenAsync(Token);
        await session.BeginTransactionAsync(Token);
        await using var command = new NpgsqlCommand(statement, session);
        await command.ExecuteNonQueryAsync(Token);
        return session;
    }

    private static async Task<bool> IsWaitedForAsync(ShopDatabase shop) => (bool)(await shop.ExecuteAsync(
        """
        select exists (select from pg_locks where not granted and mode = 'ShareUpdateExclusiveLock'
            and relation = 'docket_views.order_summary'::regclass)
        """))!;

    private static string StateOf(Desk desk) =>
        desk.Views.Operations.List().Single(view => view.Name == View).Rebuild!.State;

    private static async Task<int> ReadAsync(ShopDatabase shop, Desk desk, CancellationToken done)
    {
        for (var reads = 0; ; reads++)
        {
            if (done.IsCancellationRequested) return reads;
            var order = await desk.Views.OrderSummaries.FindAsync(new OrderId("o1"), shop.Newest, Token);
            Assert.False(order.Stale);
            await desk.Views.Analytics.ReadAsync(Freshness.Whatever, Token);
        }
    }

    private static async Task<Journal.Projections.ViewFinding> FoundAsync(Desk desk) =>
        (await desk.Views.VerifyAsync(5, Token)).Single(finding => finding.View == View);
}
