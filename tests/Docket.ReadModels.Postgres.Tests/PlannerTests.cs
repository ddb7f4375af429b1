using System.Globalization;
using Docket.ReadModels.Postgres.Tests.Given;
using static Docket.ReadModels.Tests.Given.Facts;

namespace Docket.ReadModels.Postgres.Tests;

/// <summary>A plan that was made for an empty table reads all of it, until the planner hears that it has grown.</summary>
public sealed class PlannerTests(SharedServer shared)
{
    private const int Orders = 1_010;

    [Fact]
    public async Task The_planner_knows_of_a_view_that_grew_from_nothing_while_it_served()
    {
        await using var shop = await ShopDatabase.NewAsync(shared.Server);
        await using var desk = await shop.OpenDeskAsync(new DeskOptions());
        await desk.WaitForAsync(shop.Store.Head);
        for (var i = 0; i < Orders; i++) await shop.OrderAsync($"o{i}", Placed("ada", Day1, Line("x", 1, 10)));
        await desk.WaitForAsync(shop.Store.Head);

        var known = await shop.ExecuteAsync(
            "select reltuples from pg_class where oid = 'docket_views.order_summary'::regclass");

        Assert.InRange(Convert.ToInt64(known, CultureInfo.InvariantCulture), 1_000, Orders + 1);
    }
}
