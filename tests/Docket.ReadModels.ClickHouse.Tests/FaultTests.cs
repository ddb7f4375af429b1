using Docket.Journal.ClickHouse;
using Docket.ReadModels.ClickHouse.Tests.Given;
using Docket.ReadModels.ClickHouse.Tests.Servers;
using Docket.ReadModels.Reading;
using Docket.ReadModels.Revenue;
using Docket.ReadModels.Tests.Given;
using static Docket.ReadModels.Tests.Given.Facts;

namespace Docket.ReadModels.ClickHouse.Tests;

/// <summary>Whatever becomes of an insert, every event counts once.</summary>
public sealed class FaultTests(SharedClickHouse shared)
{
    private static readonly RevenuePeriod All = new(null, null, Granularity.Day, null);

    [Fact]
    public async Task A_page_that_arrives_twice_counts_once()
    {
        await using var house = await StartAsync(shared.Server);
        using var way = new FaultyWay();
        way.Choose(address => address.Contains("insert into", StringComparison.Ordinal) ? Fault.SentTwice : Fault.None);
        await using var desk = await house.OpenAsync(way);
        await house.WriteAsync(new RandomHistory(1), 80);
        await desk.AgreesAsync();
        await desk.VerifiesAsync();
    }

    [Theory]
    [InlineData("insert into revenue_facts")]
    [InlineData("insert into revenue_rows")]
    [InlineData("insert into product_sales_facts")]
    [InlineData("insert into product_sales_rows")]
    public async Task A_page_whose_answer_was_lost_counts_once(string insert)
    {
        await using var house = await StartAsync(shared.Server);
        using var way = new FaultyWay();
        await using var desk = await house.OpenAsync(way);
        var lost = way.ChooseOnce(insert, Fault.AnswerLost);
        await house.WriteAsync(new RandomHistory(2), 80);
        await lost.WaitAsync(TimeSpan.FromSeconds(60), Warehouse.Token);
        await desk.AgreesAsync();
        await desk.VerifiesAsync();
    }

    [Fact]
    public async Task Facts_that_a_crash_left_without_their_stand_are_not_told_and_count_once_later()
    {
        await using var house = await StartAsync(shared.Server);
        using var way = new FaultyWay();
        var first = house.Options(way) with { CommitPatience = TimeSpan.Zero };
        await using (var desk = await Desk.OpenAsync(house, first, null))
        {
            await house.OrderAsync("1", Placed("c1", Day1, Line("x", 1, 10)));
            await desk.LevelAsync();
            var wasCut = new TaskCompletionSource();
            way.Choose(address => Cut(address, wasCut));
            var paid = await house.OrderAsync("1", Paid(10, Day1), Refunded(3, Day1.AddDays(1)));
            await wasCut.Task.WaitAsync(TimeSpan.FromSeconds(60), Warehouse.Token);
            var answer = await desk.Revenue.ReadAsync(All, new Freshness(paid, TimeSpan.Zero), Warehouse.Token);
            Assert.Equal((true, 0), (answer.Stale, answer.Value.Count));
            Assert.Equal("2", await house.ExecuteAsync("select count() from $revenue_facts_1"));
        }

        way.Choose(_ => Fault.None);
        await using var next = await Desk.OpenAsync(house, house.Options() with { EventsPerCommit = 1 }, null);
        await next.AgreesAsync();
        await next.VerifiesAsync();
    }

    [Fact]
    public async Task A_server_killed_in_the_middle_of_a_page_goes_on_where_it_was()
    {
        ClickHouseInstallation.Require();
        await using var server = await ClickHouseServer.StartNewAsync();
        await using var house = await StartAsync(server);
        using var way = new FaultyWay();
        await using var desk = await Desk.OpenAsync(
            house, house.Options(way) with { CommitPatience = TimeSpan.FromMilliseconds(200) }, null);
        var history = new RandomHistory(3);
        foreach (var insert in new[] { "insert into revenue_rows", "insert into product_sales_rows" })
        {
            var between = way.ChooseOnce(insert, Fault.NeverSent);
            await house.WriteAsync(history, 40);
            await between.WaitAsync(TimeSpan.FromSeconds(60), Warehouse.Token);
            await server.KillAsync();
            await house.WriteAsync(history, 10);
            await server.StartAsync();
            await desk.AgreesAsync();
        }

        await desk.VerifiesAsync();
    }

    [Fact]
    public async Task A_server_with_too_many_parts_is_asked_again_until_it_takes_the_page()
    {
        ClickHouseInstallation.Require();
        await using var server = await ClickHouseServer.StartNewAsync(
            "<parts_to_delay_insert>8</parts_to_delay_insert><parts_to_throw_insert>8</parts_to_throw_insert>"
            + "<max_delay_to_insert>0</max_delay_to_insert>");
        await using var house = await StartAsync(server);
        using var way = new FaultyWay();
        await using var desk = await house.OpenAsync(way);
        await server.ExecuteAsync("system stop merges");
        for (var i = 0; i < 20; i++)
        {
            await house.OrderAsync($"o{i}", Placed("c1", Day1, Line("x", 1, 10)), Paid(10, Day1));
            if (i < 5) await desk.LevelAsync();
        }

        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            while (true)
                await house.ExecuteAsync("insert into $revenue_rows_1 (key, row, removed, batch) values ('none', '', 1, 0)");
        });
        await server.ExecuteAsync("system start merges");
        await desk.AgreesAsync();
        await desk.VerifiesAsync();
    }

    [Fact]
    public async Task A_refused_page_is_tried_again_and_one_that_the_server_cannot_take_stalls_the_view()
    {
        await using var house = await StartAsync(shared.Server);
        using var way = new FaultyWay();
        await using var desk = await house.OpenAsync(way);
        var refused = way.ChooseOnce("insert into revenue_rows", Fault.Refused);
        await house.OrderAsync("1", Placed("c1", Day1, Line("x", 1, 10)), Paid(10, Day1));
        await refused.WaitAsync(TimeSpan.FromSeconds(60), Warehouse.Token);
        await desk.AgreesAsync();
        Assert.True(new ClickHouseException(252, "Too many parts").IsPassing);
        Assert.False(new ClickHouseException(62, "Syntax error").IsPassing);
    }

    private static Fault Cut(string address, TaskCompletionSource wasCut)
    {
        if (!address.Contains("insert into revenue_rows", StringComparison.Ordinal)) return Fault.None;
        wasCut.TrySetResult();
        return Fault.NeverSent;
    }

    private static async Task<Warehouse> StartAsync(ClickHouseServer server)
    {
        var house = new Warehouse(server);
        await house.Local.StartAsync(Warehouse.Token);
        return house;
    }
}
