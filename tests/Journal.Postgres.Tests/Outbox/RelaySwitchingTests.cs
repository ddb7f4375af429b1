using Docket.Journal.Postgres.Outbox;
using Docket.Journal.Postgres.Tests.Servers;

namespace Docket.Journal.Postgres.Tests.Outbox;

/// <summary>Engines are changed and connections are lost in the middle of the work.</summary>
public sealed class RelaySwitchingTests(SharedServer shared)
{
    private const int Rows = 3_000;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Changing_the_engine_under_load_loses_and_reorders_nothing()
    {
        await using var house = await RelayHouse.NewAsync(shared.Server);
        await using var store = await house.Journal.OpenAsync();
        var appending = house.AppendAsync(store, Rows);

        for (var turn = 1; turn <= 6; turn++)
        {
            var engine = turn % 2 == 0 ? RelayEngine.Cdc : RelayEngine.Polling;
            var relay = await house.StartAsync(house.Options(engine));
            await house.PublishedAllAsync(Rows * turn / 7);
            await relay.DisposeAsync();
        }

        await appending;
        await house.StartAsync();
        await house.MarkedAllAsync();
        await house.AssertWholeAsync();
        Assert.Equal(Rows, house.Publisher.Published.DistinctBy(one => one.Id).Count());
    }

    [Fact]
    public async Task Relays_of_both_engines_side_by_side_lose_and_reorder_nothing()
    {
        await using var house = await RelayHouse.NewAsync(shared.Server);
        await using var store = await house.Journal.OpenAsync();
        var shortLease = TimeSpan.FromMilliseconds(300);
        await using var polling = await house.StartAsync(house.Options() with { LeaseLength = shortLease });
        var appending = house.AppendAsync(store, Rows);
        await house.PublishedAllAsync(Rows / 4);

        await using var following = await house.StartAsync(house.Options(RelayEngine.Cdc) with { LeaseLength = shortLease });
        await RelayHouse.UntilAsync(() => following is { IsFollowing: true, Partitions.Count: 8 });
        await polling.DisposeAsync();

        await appending;
        await house.PublishedAllAsync(Rows);
        await house.MarkedAllAsync();
        await house.AssertWholeAsync();
    }

    [Theory]
    [InlineData(RelayEngine.Polling)]
    [InlineData(RelayEngine.Cdc)]
    public async Task Sessions_ended_by_the_server_again_and_again_lose_and_reorder_nothing(RelayEngine engine)
    {
        await using var house = await RelayHouse.NewAsync(shared.Server);
        await using var store = await house.Journal.OpenAsync();
        await using var relay = await house.StartAsync(house.Options(engine));
        var appending = house.AppendAsync(store, Rows);

        for (var cut = 1; cut <= 8; cut++)
        {
            await house.PublishedAllAsync(Rows * cut / 10);
            await house.Journal.ExecuteAsync(
                "select count(pg_terminate_backend(pid)) from pg_stat_activity "
                + "where datname = current_database() and application_name like 'docket relay%'");
        }

        await appending;
        await house.PublishedAllAsync(Rows);
        await house.MarkedAllAsync();
        await house.AssertWholeAsync();
        await RelayHouse.UntilAsync(() => relay.IsFollowing == (engine == RelayEngine.Cdc));
    }

    [Fact]
    public async Task A_dropped_slot_is_made_anew_and_nothing_is_lost()
    {
        await using var house = await RelayHouse.NewAsync(shared.Server);
        await using var store = await house.Journal.OpenAsync();
        await using var relay = await house.StartAsync(house.Options(RelayEngine.Cdc));
        var appending = house.AppendAsync(store, Rows);
        await RelayHouse.UntilAsync(() => relay.IsFollowing);
        await house.PublishedAllAsync(Rows / 3);

        await DropSlotAsync(house);

        await appending;
        await house.PublishedAllAsync(Rows);
        await house.MarkedAllAsync();
        await house.AssertWholeAsync();
        await RelayHouse.UntilAsync(() => relay.IsFollowing);
    }

    [Fact]
    public async Task The_slot_is_confirmed_only_behind_what_is_marked_and_goes_on_while_the_outbox_is_quiet()
    {
        await using var house = await RelayHouse.NewAsync(shared.Server);
        await using var store = await house.Journal.OpenAsync();
        var held = new TaskCompletionSource();
        var publisher = new HeldPublisher(house.Publisher, held.Task);
        await using var relay = await house.StartAsync(house.Options(RelayEngine.Cdc), publisher);
        await RelayHouse.UntilAsync(() => relay is { IsFollowing: true, Partitions.Count: 16 });
        var start = await house.Journal.ExecuteAsync("select pg_current_wal_lsn()::text");
        await house.AppendAsync(store, 100);
        await publisher.Reached;

        await house.Journal.ExecuteAsync("select pg_logical_emit_message(false, 'x', repeat('x', 100000))");
        Assert.Equal(true, await house.Journal.ExecuteAsync($"select bool_and({Confirmed} <= '{start}'::pg_lsn) {Slot}"));
        held.SetResult();

        await house.PublishedAllAsync(100);
        var quiet = await house.Journal.ExecuteAsync("select pg_current_wal_lsn()::text");
        await RelayHouse.UntilAsync(async () => await house.Journal.ExecuteAsync(
            $"select bool_and({Confirmed} >= '{quiet}'::pg_lsn) {Slot}") is true);
    }

    /// <summary>
    /// Drops the slot under the relay that reads it. The relay is quick to take it again, so the server itself tries,
    /// without a round trip between the end of the session and the drop.
    /// </summary>
    private static Task<object?> DropSlotAsync(RelayHouse house) => house.Journal.ExecuteAsync(
        """
        do $$
        declare slot record;
        begin
          select slot_name, active_pid into strict slot from pg_replication_slots where database = current_database();
          loop
            perform pg_terminate_backend(active_pid) from pg_replication_slots where slot_name = slot.slot_name;
            begin
              perform pg_drop_replication_slot(slot.slot_name);
              return;
            exception when object_in_use then
              perform pg_sleep(0.0005);
            end;
          end loop;
        end $$
        """);

    private const string Confirmed = "confirmed_flush_lsn";
    private const string Slot = "from pg_replication_slots where database = current_database()";
}
