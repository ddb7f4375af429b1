using Docket.Journal.Postgres.Views;
using Docket.ReadModels.Postgres.Tests.Given;
using static Docket.ReadModels.Tests.Given.Facts;

namespace Docket.ReadModels.Postgres.Tests;

/// <summary>Many new rows are streamed into their table, few are inserted as arrays: readers see no difference.</summary>
public sealed class StreamedRowsTests(SharedServer shared)
{
    // Beyond what is worth a stream.
    private const int Orders = 520;

    [Fact]
    public async Task Rows_that_a_rebuild_has_streamed_are_those_that_were_inserted()
    {
        await using var shop = await ShopDatabase.NewAsync(shared.Server);
        await using var desk = await shop.OpenDeskAsync(new DeskOptions { Views = new PostgresViewOptions() });
        for (var i = 0; i < Orders; i++)
            await shop.OrderAsync($"o{i}", i % 2 == 0
                ? [Placed($"c{i}", Day1, Line("x", 2, 10, $"ünsal ☕ {i}\0"))]
                : [Placed($"c{i}", Day1, Line("x", 1, 10)), Paid(10, Day1)]);
        await desk.WaitForAsync(shop.Store.Head);
        foreach (var (view, table) in Tables)
        {
            await shop.ExecuteAsync($"create table inserted as table docket_views.{table}");
            await desk.RebuildAsync(view);
            Assert.Equal(0L, await shop.ExecuteAsync(
                $"""
                select count(*) from (
                    (table inserted except table docket_views.{table})
                    union all (table docket_views.{table} except table inserted)) as differing
                """));
            Assert.NotEqual(0L, await shop.ExecuteAsync("select count(*) from inserted"));
            await shop.ExecuteAsync("drop table inserted");
        }
    }

    private static IEnumerable<(string View, string Table)> Tables =>
        PostgresViews.Tables.Select(view => (view.View, view.Tables[0]));
}
