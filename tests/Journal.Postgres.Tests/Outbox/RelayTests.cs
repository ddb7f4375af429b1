using Docket.Journal.Outbox;
using Docket.Journal.Postgres.Leasing;
using Docket.Journal.Postgres.Outbox;
using Docket.Journal.Postgres.Tests.Servers;
using Docket.Journal.Store;
using Npgsql;

namespace Docket.Journal.Postgres.Tests.Outbox;

/// <summary>The relay's rules; each holds for both engines.</summary>
public sealed class RelayTests(SharedServer shared)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(RelayEngine.Polling)]
    [InlineData(RelayEngine.Cdc)]
    public async Task Every_row_is_published_and_marked_in_the_order_of_its_aggregate(RelayEngine engine)
    {
        await using var house = await RelayHouse.NewAsync(shared.Server);
        await using var store = await house.Journal.OpenAsync();
        await house.AppendAsync(store, 1_000);
        await using var relay = await house.StartAsync(house.Options(engine));
        await house.PublishedAllAsync(1_000);

        // What was there before may all be published while the change stream is still being opened.
        await RelayHouse.UntilAsync(() => relay.IsFollowing == (engine == RelayEngine.Cdc));
        await house.AppendAsync(store, 1_000, from: 1_000);

        await house.PublishedAllAsync(2_000);

        await house.MarkedAllAsync();
        await house.AssertWholeAsync();
        Assert.Equal(16, relay.Partitions.Count);
        Assert.Equal(engine == RelayEngine.Cdc, relay.IsFollowing);
    }

    [Theory]
    [InlineData(RelayEngine.Polling)]
    [InlineData(RelayEngine.Cdc)]
    public async Task A_refused_event_holds_up_its_partition_and_no_other_until_it_is_skipped(RelayEngine engine)
    {
        await using var house = await RelayHouse.NewAsync(shared.Server);
        await using var store = await house.Journal.OpenAsync();
        var poisoned = OutboxPartitions.Of("s0");
        house.Publisher.Refuse(one => one.AggregateId == "s0" ? "unknown schema" : null);
        await using var relay = await house.StartAsync(house.Options(engine));
        await house.AppendAsync(store, 400);
        var rows = await OutboxRow.ReadAsync(house.Journal);
        var waiting = rows.Where(row => row.Partition == poisoned).SkipWhile(row => row.AggregateId != "s0").ToList();
        await house.PublishedAllAsync(400 - waiting.Count);

        var operations = house.Operations();
        var stalled = Assert.Single(await StalledAsync(operations));
        Assert.Equal((poisoned, waiting[0].Position, "s0"), (stalled.Partition, stalled.Position.Value, stalled.AggregateId));
        Assert.Equal("unknown schema", stalled.Reason);
        Assert.False(await operations.SkipAsync(new Position(waiting[1].Position), "me", "not the one", Cancelled));
        house.Publisher.Refuse(one => one.Id == waiting[0].Id ? "unknown schema" : null);
        Assert.True(await operations.SkipAsync(stalled.Position, "me", "the receiver cannot take it", Cancelled));

        await house.PublishedAllAsync(399);
        await house.MarkedAllAsync();
        Assert.DoesNotContain(house.Publisher.Published, one => one.Id == waiting[0].Id);
        Assert.Equal(
            "me: the receiver cannot take it",
            await house.Journal.ExecuteAsync("select skipped_by || ': ' || reason from docket.outbox_skipped"));
        Assert.Empty(await operations.ListStalledAsync(Cancelled));
    }

    [Theory]
    [InlineData(RelayEngine.Polling)]
    [InlineData(RelayEngine.Cdc)]
    public async Task What_is_refused_for_a_while_is_published_later_and_in_order(RelayEngine engine)
    {
        await using var house = await RelayHouse.NewAsync(shared.Server);
        await using var store = await house.Journal.OpenAsync();
        var tries = 0;
        house.Publisher.Refuse(one => one.AggregateId == "s3" && Interlocked.Increment(ref tries) < 5 ? "busy" : null);
        await using var relay = await house.StartAsync(house.Options(engine));
        await house.AppendAsync(store, 800);

        await house.PublishedAllAsync(800);

        await house.MarkedAllAsync();
        await house.AssertWholeAsync();
        Assert.Equal(800, house.Publisher.Published.Count);
        Assert.Empty(await house.Operations().ListStalledAsync(Cancelled));
    }

    [Theory]
    [InlineData(RelayEngine.Polling)]
    [InlineData(RelayEngine.Cdc)]
    public async Task A_quiet_partitions_watermark_goes_on_with_the_journal(RelayEngine engine)
    {
        await using var house = await RelayHouse.NewAsync(shared.Server);
        await using var store = await house.Journal.OpenAsync();
        await using var relay = await house.StartAsync(house.Options(engine));
        await store.TryAppendAsync(Note.Told(Note.Append("told", new Note("1"))), Cancelled);
        await store.TryAppendAsync(Note.Append("untold", new Note("2"), new Note("3")), Cancelled);

        await house.Publisher.WaitAsync(
            publisher => Enumerable.Range(0, 16).All(partition => publisher.Watermark(partition).Value == 3), Cancelled);

        Assert.Single(house.Publisher.Published);
    }

    [Fact]
    public async Task A_watermark_stays_before_what_is_refused()
    {
        await using var house = await RelayHouse.NewAsync(shared.Server);
        await using var store = await house.Journal.OpenAsync();
        house.Publisher.Refuse(one => one.AggregateId == "bad" ? "no" : null);
        await using var relay = await house.StartAsync();
        await store.TryAppendAsync(Note.Told(Note.Append("fine", new Note("1"))), Cancelled);
        await store.TryAppendAsync(Note.Told(Note.Append("bad", new Note("2"))), Cancelled);
        await store.TryAppendAsync(Note.Told(Note.Append("fine", new Note("3"))), Cancelled);
        var (bad, good) = (OutboxPartitions.Of("bad"), OutboxPartitions.Of("fine"));
        Assert.NotEqual(bad, good);

        await house.Publisher.WaitAsync(publisher => publisher.Watermark(good).Value == 3, Cancelled);

        Assert.True(house.Publisher.Watermark(bad).Value < 2);
    }

    [Fact]
    public async Task Relays_share_the_partitions_and_hand_over_when_they_stop()
    {
        await using var house = await RelayHouse.NewAsync(shared.Server);
        await using var store = await house.Journal.OpenAsync();
        var options = house.Options() with { LeaseLength = TimeSpan.FromMilliseconds(300) };
        await using var first = await house.StartAsync(options);
        await RelayHouse.UntilAsync(() => first.Partitions.Count == 16);
        var second = await house.StartAsync(options);

        await RelayHouse.UntilAsync(() => (first.Partitions.Count, second.Partitions.Count) == (8, 8));
        Assert.Empty(first.Partitions.Intersect(second.Partitions));
        await house.AppendAsync(store, 400);
        await house.PublishedAllAsync(400);
        await second.DisposeAsync();
        await RelayHouse.UntilAsync(() => first.Partitions.Count == 16);
        await house.AppendAsync(store, 400, from: 400);
        await house.PublishedAllAsync(800);

        await house.MarkedAllAsync();
        await house.AssertWholeAsync();
        Assert.Equal(800, house.Publisher.Published.Count);
    }

    [Fact]
    public async Task Of_several_relays_on_the_change_stream_one_works_and_the_next_takes_over()
    {
        await using var house = await RelayHouse.NewAsync(shared.Server);
        await using var store = await house.Journal.OpenAsync();
        var options = house.Options(RelayEngine.Cdc) with { LeaseLength = TimeSpan.FromMilliseconds(300) };
        var first = await house.StartAsync(options);
        await RelayHouse.UntilAsync(() => first.IsFollowing && first.Partitions.Count == 16);
        await using var second = await house.StartAsync(options);
        await house.AppendAsync(store, 400);
        await house.PublishedAllAsync(400);
        Assert.Empty(second.Partitions);

        await first.DisposeAsync();
        await RelayHouse.UntilAsync(() => second.IsFollowing && second.Partitions.Count == 16);
        await house.AppendAsync(store, 400, from: 400);
        await house.PublishedAllAsync(800);

        await house.MarkedAllAsync();
        await house.AssertWholeAsync();
    }

    [Fact]
    public async Task Marking_under_a_former_epoch_changes_nothing()
    {
        await using var house = await RelayHouse.NewAsync(shared.Server);
        await using var store = await house.Journal.OpenAsync();
        await store.TryAppendAsync(Note.Told(Note.Append("a", new Note("1"))), Cancelled);
        var partition = OutboxPartitions.Of("a");
        await using var database = NpgsqlDataSource.Create(house.Journal.Options().ConnectionString);
        var leases = new PostgresLeases(database, "docket");
        var former = await leases.TakeFreeAsync($"relay/{partition:00}", "former", TimeSpan.Zero, 1, Cancelled);
        var now = await leases.TakeFreeAsync($"relay/{partition:00}", "now", TimeSpan.FromHours(1), 1, Cancelled);

        Assert.Empty(await MarkAsync(house, partition, former[0].Epoch));
        Assert.Equal(1L, await house.Journal.ExecuteAsync(Unpublished));
        Assert.Equal((short)partition, Assert.Single(await MarkAsync(house, partition, now[0].Epoch)));
        Assert.Equal(0L, await house.Journal.ExecuteAsync(Unpublished));
    }

    [Fact]
    public async Task Retention_deletes_what_was_published_long_ago_and_nothing_else()
    {
        await using var house = await RelayHouse.NewAsync(shared.Server);
        await using var store = await house.Journal.OpenAsync();
        await house.AppendAsync(store, 300);
        await house.Journal.ExecuteAsync(
            "update docket.outbox set published_at = now() - interval '8 days' where position <= 200 and position % 7 <> 0");
        await house.Journal.ExecuteAsync("update docket.outbox set published_at = now() where position > 250");
        house.Publisher.Refuse(_ => "no");

        await using var relay = await house.StartAsync(house.Options() with
        {
            KeepPublished = TimeSpan.FromDays(7),
            PruneRowsMax = 10,
            PruneInterval = TimeSpan.FromMilliseconds(20),
        });

        await RelayHouse.UntilAsync(async () => await house.Journal.ExecuteAsync(
            "select count(*) from docket.outbox where published_at < now() - interval '7 days'") is 0L);
        Assert.Equal(200 / 7 + 50L, await house.Journal.ExecuteAsync(Unpublished));
        Assert.Equal(50L, await house.Journal.ExecuteAsync(
            "select count(*) from docket.outbox where published_at is not null"));
    }

    private const string Unpublished = "select count(*) from docket.outbox where published_at is null";

    private static async Task<IReadOnlyList<StalledPartition>> StalledAsync(OutboxOperations operations)
    {
        IReadOnlyList<StalledPartition> stalled = [];
        await RelayHouse.UntilAsync(async () => (stalled = await operations.ListStalledAsync(Cancelled)).Count > 0);
        return stalled;
    }

    private static async Task<short[]> MarkAsync(RelayHouse house, int partition, long epoch) => (short[])
        (await house.Journal.ExecuteAsync(
            $"select docket.mark_published(array[{partition}]::smallint[], array[{epoch}]::bigint[], array[0]::bigint[], "
            + "array[1]::bigint[])"))!;
}
