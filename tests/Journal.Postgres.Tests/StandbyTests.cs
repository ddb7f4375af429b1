using Docket.Journal.Postgres.Tests.Histories;
using Docket.Journal.Postgres.Tests.Outbox;
using Docket.Journal.Postgres.Tests.Servers;
using Docket.Journal.Store;

namespace Docket.Journal.Postgres.Tests;

public sealed class StandbyTests(ReplicatedServer servers) : IClassFixture<ReplicatedServer>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_standby_shows_the_journal_as_far_as_it_has_it_and_takes_no_append()
    {
        var journal = await ReplicatedJournalAsync();
        var standby = servers.Standby;
        await using var store = await journal.OpenAsync();
        await using var replica = await journal.OpenAsync(journal.Options(servers.Standby.Port));

        // Paused: what is committed on the primary is not visible here, and the head does not say it is.
        await standby.ExecuteAsync(journal.Database, "select pg_wal_replay_pause()");
        while (await standby.ExecuteAsync(journal.Database, "select pg_get_wal_replay_pause_state()") is not "paused")
        {
        }

        await store.TryAppendAsync(Note.Append("a", ExpectedVersion.Any, "key", new Note("1")), Cancelled);
        Assert.Empty(await ReadAsync(replica));
        Assert.Equal(Position.Start, replica.Head);

        await standby.ExecuteAsync(journal.Database, "select pg_wal_replay_resume()");
        Assert.Equal(new Position(1), await replica.WaitForAppendAsync(Position.Start, Cancelled));
        Assert.Single(await ReadAsync(replica));
        Assert.NotNull(await replica.FindCommandAsync("key", Cancelled));
        await Assert.ThrowsAsync<JournalUnavailableException>(
            async () => await replica.TryAppendAsync(Note.Append("a", new Note("2")), Cancelled));
    }

    [Fact]
    public async Task A_reader_on_a_standby_sees_every_position_in_order_while_two_stores_write()
    {
        var journal = await ReplicatedJournalAsync();
        await using var store = await journal.OpenAsync();
        await using var other = await journal.OpenAsync();
        await using var replica = await journal.OpenAsync(journal.Options(servers.Standby.Port));
        await using var house = new RelayHouse(journal);
        await using var relay = await house.StartAsync();
        Position? end = null;

        var reading = house.History.ReadUntilAsync(replica, () => end, Cancelled);
        await Crowd.WriteAsync(house.History, [store, other], writers: 16, appends: 40, Cancelled);
        end = new Position(16 * 40 * 2);
        await reading;
        await house.MarkedAllAsync();

        await house.AssertWholeAsync();
    }

    private async Task<TestJournal> ReplicatedJournalAsync()
    {
        var journal = await TestJournal.NewAsync(servers.Primary);
        var here = (string)(await journal.ExecuteAsync("select pg_current_wal_lsn()::text"))!;
        while (await servers.Standby.ExecuteAsync(
            "postgres", $"select pg_last_wal_replay_lsn() >= '{here}'") is not true)
        {
        }

        return journal;
    }

    private static async Task<List<RecordedEvent>> ReadAsync(PostgresEventStore store)
    {
        var events = new List<RecordedEvent>();
        await foreach (var page in store.ReadAllAsync(Position.Start, EventFilter.All, Cancelled))
            events.AddRange(page.Events);
        return events;
    }
}
