using Docket.Domain.Shared;
using Docket.Journal.Elasticsearch.Views;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Docket.ReadModels.CustomerHistory;
using Docket.ReadModels.Elasticsearch.Tests.Given;
using Docket.ReadModels.Tests.Given;
using Microsoft.Extensions.Logging.Abstractions;
using static Docket.ReadModels.Tests.Given.Facts;

namespace Docket.ReadModels.Elasticsearch.Tests;

/// <summary>One process applies, all search; generations change by alias; far pages are reached.</summary>
public sealed class OwnershipTests
{
    [Fact]
    public async Task A_process_that_follows_shows_what_the_owner_applies_and_takes_over_when_it_ends()
    {
        await using var archive = await Archive.OpenAsync();
        var leases = new OneOwner();
        var owner = await archive.OpenDeskAsync(leases);
        await using var other = await archive.OpenDeskAsync(leases);
        var history = new RandomHistory(5);
        await archive.WriteAsync(history, 40);
        await archive.AgreesAsync(other.Orders);

        await owner.DisposeAsync();
        await archive.WriteAsync(history, 40);
        await archive.AgreesAsync(other.Orders);
        await other.VerifiesAsync();
    }

    [Fact]
    public async Task An_owner_whose_lease_is_taken_away_stops_and_whoever_gets_it_goes_on()
    {
        await using var archive = await Archive.OpenAsync();
        var leases = new OneOwner();
        var options = archive.Options with { LeaseTime = TimeSpan.FromMilliseconds(30) };
        await using var first = await Desk.OpenAsync(archive, options, leases);
        await using var second = await Desk.OpenAsync(archive, options, leases);
        var history = new RandomHistory(9);
        for (var i = 0; i < 4; i++)
        {
            await archive.WriteAsync(history, 20);
            leases.TakeAllAway();
            await archive.WriteAsync(history, 20);
            await archive.AgreesAsync(first.Orders);
            await archive.AgreesAsync(second.Orders);
        }

        await first.VerifiesAsync();
    }

    [Fact]
    public async Task What_a_former_owner_still_writes_is_refused()
    {
        await using var archive = await Archive.OpenAsync();
        await using (var desk = await archive.OpenDeskAsync())
        {
            await archive.OrderAsync("1", Placed("c1", Day1, Line("x", 1, 10)));
            await desk.LevelAsync();
        }

        await using var former = NewStorage(archive);
        var late = former.Open(ViewNames.CustomerHistory, 1).Rows!;
        await using var now = NewStorage(archive);
        var rows = now.Open(ViewNames.CustomerHistory, 1).Rows!;
        var batch = new RowBatch { State = rows.State };
        rows.Scan((key, row) => batch.Put(key, row));

        rows.Commit(batch);

        Assert.Throws<ViewStorageException>(() => late.Commit(batch));
    }

    [Fact]
    public async Task A_rebuilt_index_is_searched_and_the_former_one_can_be_brought_back()
    {
        await using var archive = await Archive.OpenAsync();
        await using var desk = await archive.OpenDeskAsync();
        var history = new RandomHistory(7);
        await archive.WriteAsync(history, 60);
        await desk.LevelAsync();
        Assert.Equal("docket-customer-history-000001: docket-customer-history", archive.Cluster.Aliases);

        Assert.StartsWith("Equal", (await desk.RebuildAsync()).Outcome, StringComparison.Ordinal);
        Assert.Equal(
            "docket-customer-history-000001: docket-customer-history-former; "
            + "docket-customer-history-000002: docket-customer-history", archive.Cluster.Aliases);
        await archive.AgreesAsync(desk.Orders);

        Assert.True(desk.Host.StartGoingBack(desk.View.Name));
        await desk.Host.WaitForRebuildAsync(desk.View.Name, Archive.Token);
        Assert.Equal(
            "docket-customer-history-000001: docket-customer-history; "
            + "docket-customer-history-000002: docket-customer-history-former", archive.Cluster.Aliases);
        await archive.WriteAsync(history, 20);
        await archive.AgreesAsync(desk.Orders);
        await desk.VerifiesAsync();
    }

    [Fact]
    public async Task A_shadow_whose_rebuild_was_broken_off_is_deleted_at_the_next_opening()
    {
        await using var archive = await Archive.OpenAsync();
        await using (var desk = await archive.OpenDeskAsync()) desk.Storage.Create(ViewNames.CustomerHistory, 1).Dispose();
        Assert.Contains("000002", archive.Cluster.Aliases, StringComparison.Ordinal);
        await using var next = await archive.OpenDeskAsync();
        Assert.Equal("docket-customer-history-000001: docket-customer-history", archive.Cluster.Aliases);
    }

    [Fact]
    public async Task A_page_behind_the_window_that_can_be_counted_to_is_reached_all_the_same()
    {
        await using var archive = await Archive.OpenAsync();
        await using var desk = await Desk.OpenAsync(
            archive, archive.Options with { EventsPerCommit = 8_192, BulkBytes = 4 << 20 }, null);
        await Task.WhenAll(Enumerable.Range(0, 10_050).Select(
            i => archive.OrderAsync($"o{i}", Placed("c1", Day1.AddSeconds(i / 2), Line("x", 1, 10)))));
        await archive.Local.WaitForAsync(archive.Store.Head, Archive.Token);
        foreach (var filter in new CustomerOrdersFilter[] { new(100, 100, null, null), new(101, 100, null, null), new(102, 100, "x", null) })
            Assert.Equal(
                await archive.Local.CustomerHistory.FindAsync(new CustomerId("c1"), filter, archive.Newest, Archive.Token),
                await desk.Orders.FindAsync(new CustomerId("c1"), filter, archive.Newest, Archive.Token));
    }

    private static ElasticsearchViewStorage NewStorage(Archive archive) =>
        new(archive.Options, ElasticsearchViews.Documents, null, TimeProvider.System, NullLogger.Instance);
}
