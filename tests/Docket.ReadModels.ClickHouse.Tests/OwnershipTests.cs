using Docket.Journal.ClickHouse.Views;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Store;
using Docket.ReadModels.ClickHouse.Tests.Given;
using Docket.ReadModels.ClickHouse.Tests.Servers;
using Docket.ReadModels.Tests.Given;
using Microsoft.Extensions.Logging.Abstractions;
using static Docket.ReadModels.Tests.Given.Facts;

namespace Docket.ReadModels.ClickHouse.Tests;

/// <summary>Each report is applied by one process and answered by all; rebuilt ones are swapped in, and back.</summary>
public sealed class OwnershipTests(SharedClickHouse shared)
{
    [Fact]
    public async Task A_process_that_follows_shows_what_the_owner_applies_and_takes_over_when_it_ends()
    {
        await using var house = await StartAsync();
        var leases = new OneOwner();
        var owner = await house.OpenAsync(leases: leases);
        await using var other = await house.OpenAsync(leases: leases);
        var history = new RandomHistory(5);
        await house.WriteAsync(history, 40);
        await other.AgreesAsync();

        await owner.DisposeAsync();
        await house.WriteAsync(history, 40);
        await other.AgreesAsync();
        await other.VerifiesAsync();
    }

    [Fact]
    public async Task An_owner_whose_lease_is_taken_away_stops_and_whoever_gets_it_goes_on()
    {
        await using var house = await StartAsync();
        var leases = new OneOwner();
        var options = house.Options() with { LeaseTime = TimeSpan.FromMilliseconds(30) };
        await using var first = await Desk.OpenAsync(house, options, leases);
        await using var second = await Desk.OpenAsync(house, options, leases);
        var history = new RandomHistory(9);
        for (var i = 0; i < 4; i++)
        {
            await house.WriteAsync(history, 20);
            leases.TakeAllAway();
            await house.WriteAsync(history, 20);
            await first.AgreesAsync();
            await second.AgreesAsync();
        }

        await first.VerifiesAsync();
    }

    [Fact]
    public async Task What_a_former_owner_still_writes_counts_for_nothing()
    {
        await using var house = await StartAsync();
        await using (var desk = await house.OpenAsync())
        {
            await house.OrderAsync("1", Placed("c1", Day1, Line("x", 1, 10)), Paid(10, Day1));
            await desk.LevelAsync();
        }

        await using var former = NewStorage(house);
        var late = former.Open(ViewNames.Revenue, 1).Rows!;
        await using var now = NewStorage(house);
        var rows = now.Open(ViewNames.Revenue, 1).Rows!;
        var key = Keys(rows).Single();
        var right = rows.Read(key)!;

        Assert.Throws<ViewStorageException>(() => late.Commit(Batch(late, key, [1, 2, 3])));

        Assert.Equal(new Position(2), (await now.StandAsync(ViewNames.Revenue, Warehouse.Token))!.Checkpoint);
        rows.Commit(Batch(rows, key, right));
        Assert.Throws<ViewStorageException>(() => late.Commit(Batch(late, key, [1, 2, 3])));
        await using var later = NewStorage(house);
        Assert.Equal(right, later.Open(ViewNames.Revenue, 1).Rows!.Read(key)!);
    }

    [Fact]
    public async Task A_rebuilt_report_serves_and_the_former_one_can_be_brought_back()
    {
        await using var house = await StartAsync();
        await using var desk = await house.OpenAsync();
        var history = new RandomHistory(7);
        await house.WriteAsync(history, 60);
        await desk.LevelAsync();

        Assert.StartsWith("Equal", (await desk.RebuildAsync(ViewNames.Revenue)).Outcome, StringComparison.Ordinal);
        Assert.Equal("2\t1", await ServingAsync(house));
        await desk.AgreesAsync();

        Assert.True(desk.Host.StartGoingBack(ViewNames.Revenue));
        await desk.Host.WaitForRebuildAsync(ViewNames.Revenue, Warehouse.Token);
        Assert.Equal("1\t2", await ServingAsync(house));
        await house.WriteAsync(history, 20);
        await desk.AgreesAsync();
        await desk.VerifiesAsync();
    }

    [Fact]
    public async Task A_shadow_whose_rebuild_was_broken_off_is_dropped_at_the_next_opening()
    {
        await using var house = await StartAsync();
        await using (var desk = await house.OpenAsync())
        {
            desk.Storage.Create(ViewNames.Revenue, 1).Dispose();
            Assert.Equal("2", await TablesAsync(house));
        }

        await using var next = await house.OpenAsync();
        Assert.Equal("1", await TablesAsync(house));
    }

    [Theory]
    [InlineData("insert into $revenue_facts_1 (day, currency, position, gross) values (1, 'GBP', 1, 5)")]
    [InlineData("insert into $revenue_rows_1 select key, concat(row, 'x'), 0, batch + 1, '', 0 from $revenue_rows_1 where key != ''")]
    public async Task An_audit_finds_facts_and_rows_that_the_journal_does_not_say(string damage)
    {
        await using var house = await StartAsync();
        await using var desk = await house.OpenAsync();
        await house.OrderAsync("1", Placed("c1", Day1, Line("x", 1, 10)), Paid(10, Day1));
        await desk.LevelAsync();
        await desk.VerifiesAsync();

        await house.ExecuteAsync(damage);

        var findings = await desk.Host.VerifyAsync(5, Warehouse.Token);
        Assert.NotNull(findings.Single(finding => finding.View == ViewNames.Revenue).Problem);
    }

    [Fact]
    public async Task An_event_that_cannot_be_applied_parks_its_order_and_the_report_says_so()
    {
        await using var house = await StartAsync();
        await using var desk = await house.OpenAsync();
        await house.OrderAsync("odd", Paid(10, Day1));
        await house.OrderAsync("1", Placed("c1", Day1, Line("x", 1, 10)), Paid(10, Day1));
        await desk.LevelAsync();

        var answer = await desk.Revenue.ReadAsync(
            new(null, null, Docket.ReadModels.Revenue.Granularity.Day, null), house.Newest, Warehouse.Token);

        Assert.Equal((true, 10L), (answer.Stale, answer.Value.Single().Gross.Minor));
        Assert.True(await desk.Host.SkipAsync(ViewNames.Revenue, new Position(1), Warehouse.Token));
        await desk.VerifiesAsync();
    }

    private async Task<Warehouse> StartAsync()
    {
        var house = new Warehouse(shared.Server);
        await house.Local.StartAsync(Warehouse.Token);
        return house;
    }

    private static ClickHouseViewStorage NewStorage(Warehouse house) =>
        new(house.Options(), ClickHouseViews.Tables, null, TimeProvider.System, NullLogger.Instance);

    private static List<byte[]> Keys(IRowStore rows)
    {
        var keys = new List<byte[]>();
        rows.Scan((key, _) => keys.Add(key.ToArray()));
        return keys;
    }

    private static RowBatch Batch(IRowStore rows, byte[] key, byte[] row)
    {
        var batch = new RowBatch { State = rows.State with { Checkpoint = rows.State.Checkpoint.Next } };

        // A removal tells no facts, and so needs no row that can be read.
        if (row.Length == 3) batch.Remove(key);
        else batch.Put(key, row);
        return batch;
    }

    private static Task<string> ServingAsync(Warehouse house) => house.ExecuteAsync(
        "select serving, former from $view_generations where view = 'revenue' order by number desc limit 1");

    private static Task<string> TablesAsync(Warehouse house) => house.ExecuteAsync(
        $"select count() from system.tables where database = '{house.Database}' and name like 'revenue\\_rows%'");
}
