using Docket.Application.Wire;
using Docket.Journal.Postgres.Changes;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Docket.ReadModels.Postgres.Tests.Given;
using Docket.ReadModels.Tests.Given;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.ReadModels.Postgres.Tests;

/// <summary>Views fed from logical decoding are what views fed from the journal are.</summary>
public sealed class FeedTests(SharedServer shared)
{
    private const string EndSenders =
        "select count(pg_terminate_backend(active_pid)) from pg_replication_slots "
        + "where active and database = current_database()";

    private const string DropSlots =
        "select count(pg_drop_replication_slot(slot_name)) from pg_replication_slots where database = current_database()";

    private static CancellationToken Token => ShopDatabase.Token;

    [Fact]
    public async Task Changes_make_the_same_rows_as_the_journal_also_with_sessions_ended_and_a_restart()
    {
        await using var shop = await ShopDatabase.NewAsync(shared.Server);
        var history = new RandomHistory(7);
        await shop.WriteAsync(history, 30);
        await using (var desk = await OpenAsync(shop))
        {
            await shop.WriteAsync(history, 30);
            await desk.WaitForAsync(shop.Store.Head);
            while (await ActiveSlotsAsync(shop) is not 5L) await Task.Yield();
            Assert.Equal(5L, await shop.ExecuteAsync(EndSenders));
            await shop.WriteAsync(history, 30);
            await desk.WaitForAsync(shop.Store.Head);
        }

        await shop.WriteAsync(history, 30);
        await using (var desk = await OpenAsync(shop))
        {
            await shop.WriteAsync(history, 30);
            await desk.WaitForAsync(shop.Store.Head);
            await SameAsync(shop, desk);
        }

        await shop.ExecuteAsync(DropSlots);
    }

    [Fact]
    public async Task What_the_changes_lack_is_read_from_the_journal()
    {
        await using var shop = await ShopDatabase.NewAsync(shared.Server);
        var history = new RandomHistory(8);
        await using (var desk = await OpenAsync(shop))
        {
            await shop.WriteAsync(history, 30);
            await desk.WaitForAsync(shop.Store.Head);
        }

        // As after a fail-over to a standby, where there are no slots.
        await shop.ExecuteAsync(DropSlots);
        await shop.WriteAsync(history, 30);
        await using (var desk = await OpenAsync(shop))
        {
            await shop.WriteAsync(history, 30);
            await desk.WaitForAsync(shop.Store.Head);
            await SameAsync(shop, desk);
        }

        await shop.ExecuteAsync(DropSlots);
    }

    [Fact]
    public async Task What_changed_between_two_feeds_is_neither_lost_nor_counted_twice()
    {
        await using var shop = await ShopDatabase.NewAsync(shared.Server);
        var history = new RandomHistory(9);
        foreach (var byChanges in new[] { true, false, true })
        {
            await using var desk = byChanges ? await OpenAsync(shop) : await shop.OpenDeskAsync();
            await shop.WriteAsync(history, 30);
            await desk.WaitForAsync(shop.Store.Head);
            await SameAsync(shop, desk);
        }

        await shop.ExecuteAsync(DropSlots);
    }

    private static Task<Desk> OpenAsync(ShopDatabase shop) => shop.OpenDeskAsync(new DeskOptions
    {
        Feed = store => new LogicalFeed(store, shop.Options(), DocketCodec.Create(), NullLogger.Instance),
    });

    private static Task<object?> ActiveSlotsAsync(ShopDatabase shop) => shop.ExecuteAsync(
        "select count(*) from pg_replication_slots where active and database = current_database()");

    private static async Task SameAsync(ShopDatabase shop, Desk desk)
    {
        await using var local = DocketViews.Create(
            shop.Store, DocketCodec.Create(), new InMemoryViewStorage(),
            new ViewHostOptions { Clock = TimeProvider.System, Logger = NullLogger.Instance });
        await local.StartAsync(Token);
        await local.WaitForAsync(shop.Store.Head, Token);
        Assert.Equal(
            local.Operations.List().Select(view => (view.Name, view.Rows, view.Hash)),
            desk.Views.Operations.List().Select(view => (view.Name, view.Rows, view.Hash)));
        Assert.All(await desk.Views.VerifyAsync(5, Token), finding => Assert.Null(finding.Problem));
    }
}
