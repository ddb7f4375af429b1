using Docket.Journal.Postgres.Outbox;
using Docket.Journal.Postgres.Tests.Servers;

namespace Docket.Journal.Postgres.Tests.Outbox;

/// <summary>
/// The server gives up a slot whose reader is too far behind (<c>max_slot_wal_keep_size</c>), on a server that keeps
/// hardly any log.
/// </summary>
public sealed class RelaySlotLossTests
{
    private const string Slot = "from pg_replication_slots where database = current_database()";

    [Fact]
    public async Task A_slot_given_up_under_its_reader_is_made_anew_and_nothing_is_lost()
    {
        await using var server = await StartAsync();
        await using var house = await RelayHouse.NewAsync(server);
        await using var store = await house.Journal.OpenAsync();
        var letGo = new TaskCompletionSource();
        var publisher = new HeldPublisher(house.Publisher, letGo.Task);
        var log = new HeardLog();
        await using var relay = await house.StartAsync(house.Options(RelayEngine.Cdc), publisher, log);
        await RelayHouse.UntilAsync(() => relay is { IsFollowing: true, Partitions.Count: 16 });
        await house.AppendAsync(store, 30); // Fewer than the stream takes in while nobody goes on.
        await publisher.Reached;

        await RelayHouse.UntilAsync(async () =>
        {
            await OutrunAsync(house);
            return log.Warnings.Any(one => one.Contains("gave up replication slot", StringComparison.Ordinal));
        });
        await house.AppendAsync(store, 300, from: 30);
        letGo.SetResult();

        await house.PublishedAllAsync(330);
        await house.MarkedAllAsync();
        await house.AssertWholeAsync();
        await FollowsAsync(house, relay);
    }

    [Fact]
    public async Task A_slot_given_up_while_no_relay_ran_is_made_anew_and_nothing_is_lost()
    {
        await using var server = await StartAsync();
        await using var house = await RelayHouse.NewAsync(server);
        await using var store = await house.Journal.OpenAsync();
        var first = await house.StartAsync(house.Options(RelayEngine.Cdc));
        await RelayHouse.UntilAsync(() => first is { IsFollowing: true, Partitions.Count: 16 });
        await house.AppendAsync(store, 300);
        await house.PublishedAllAsync(300);
        await first.DisposeAsync();

        await house.AppendAsync(store, 300, from: 300);
        await RelayHouse.UntilAsync(async () =>
        {
            await OutrunAsync(house);
            return await house.Journal.ExecuteAsync($"select wal_status {Slot}") is "lost";
        });
        await using var next = await house.StartAsync(house.Options(RelayEngine.Cdc));

        await house.PublishedAllAsync(600);
        await house.MarkedAllAsync();
        await house.AssertWholeAsync();
        await FollowsAsync(house, next);
    }

    private static Task<PostgresServer> StartAsync()
    {
        PostgresInstallation.Require();
        return PostgresServer.StartNewAsync("max_slot_wal_keep_size=1MB", "min_wal_size=32MB", "max_wal_size=32MB");
    }

    /// <summary>Goes on by some segments of the log, which are almost empty, and throws away what it need not keep.</summary>
    private static async Task OutrunAsync(RelayHouse house)
    {
        for (var segment = 0; segment < 4; segment++)
        {
            await house.Journal.ExecuteAsync("select pg_logical_emit_message(false, 'x', 'x')");
            await house.Journal.ExecuteAsync("select pg_switch_wal()");
        }

        await house.Journal.ExecuteAsync("checkpoint");
    }

    /// <summary>What is appended from now on comes by a slot that is in order.</summary>
    private static async Task FollowsAsync(RelayHouse house, OutboxRelay relay)
    {
        await RelayHouse.UntilAsync(() => relay.IsFollowing);
        Assert.Equal(true, await house.Journal.ExecuteAsync($"select bool_and(active and wal_status = 'reserved') {Slot}"));
    }
}
