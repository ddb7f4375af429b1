using Docket.Journal.Postgres.Connecting;
using Docket.Journal.Postgres.Outbox;
using Docket.Journal.Postgres.Reading;
using Docket.Journal.Postgres.Tests.Histories;
using Docket.Journal.Postgres.Tests.Outbox;
using Docket.Journal.Postgres.Tests.Servers;
using Docket.Journal.Store;
using Npgsql;

namespace Docket.Journal.Postgres.Tests;

/// <summary>Sessions and servers die under load; what clients were told stays true.</summary>
public sealed class FaultTests(SharedServer shared)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_commit_whose_answer_was_lost_is_answered_truly_and_not_done_twice()
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        await using var proxy = new CuttingProxy(shared.Server.Port);
        await using var store = await journal.OpenAsync(journal.Options(proxy.Port));
        await store.TryAppendAsync(Note.Append("a", new Note("1")), Cancelled);

        proxy.CutOnAnswer();
        var answer = await store.TryAppendAsync(
            Note.Told(Note.Append("a", ExpectedVersion.Any, "key", new Note("2"), new Note("3"))), Cancelled);

        Assert.True(proxy.HasCut);
        Assert.Equal(new AppendResult.Appended(new StreamVersion(3), new Position(3)), answer);
        Assert.Equal(3, (await journal.ReadAsync()).Count);
        Assert.Equal([2L, 3L], (await OutboxRow.ReadAsync(journal)).Select(row => row.Position));
    }

    /// <summary>
    /// The driver prepares a statement at its second use; cancelled just then it is of no more use, and its session with
    /// it. Planning takes long here, so that is when the cancelling comes.
    /// </summary>
    [Fact]
    public async Task Whoever_reads_after_one_that_gave_up_does_not_notice()
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        var settings = ReadingPool.Settings(journal.Options().ConnectionString, "one session");
        settings.MaxPoolSize = 1;
        await using var database = NpgsqlDataSource.Create(settings);
        var sessions = new ReadingSessions(database, (TimeProvider.System, TimeSpan.FromSeconds(30)));
        for (var number = 0; number < 20; number++)
        {
            var statement = LongToPlan(number);
            await CountAsync(sessions, statement, Cancelled);
            using var givenUp = new CancellationTokenSource();
            var abandoned = CountAsync(sessions, statement, givenUp.Token).AsTask();
            await givenUp.CancelAsync();
            await abandoned.ContinueWith(static _ => { }, TaskScheduler.Default);

            Assert.Equal(1L, await CountAsync(sessions, statement, Cancelled));
        }
    }

    private static string LongToPlan(int number)
    {
        var tables = Enumerable.Range(0, 8).Select(n => $"pg_class c{n}");
        var joins = Enumerable.Range(1, 7).Select(n => $"c{n}.oid = c{n - 1}.oid");
        return $"select count(*) from {string.Join(", ", tables)} where {string.Join(" and ", joins)} "
            + $"and c0.oid = 'docket.events'::regclass and {number} = {number}";
    }

    private static ValueTask<long> CountAsync(
        ReadingSessions sessions, string statement, CancellationToken cancellationToken) =>
        sessions.TryAsync(
            async connection =>
            {
                await using var command = new NpgsqlCommand(statement, connection);
                return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
            },
            cancellationToken);

    [Fact]
    public async Task An_append_that_never_reached_the_server_is_sent_again()
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        await using var proxy = new CuttingProxy(shared.Server.Port);
        await using var store = await journal.OpenAsync(journal.Options(proxy.Port));
        await store.TryAppendAsync(Note.Append("a", new Note("1")), Cancelled);

        proxy.CutOnQuestion();
        var answer = await store.TryAppendAsync(Note.Append("a", new Note("2")), Cancelled);

        Assert.True(proxy.HasCut);
        Assert.Equal(new AppendResult.Appended(new StreamVersion(2), new Position(2)), answer);
    }

    /// <summary>
    /// A session that waits for a lock does not notice that its client has gone: it would append later, and twice. A
    /// store's first append goes through its queue, the later ones of a lone writer past it.
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public async Task A_lost_session_that_still_waits_for_the_lock_is_ended_before_its_append_is_sent_again(int before)
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        await using var proxy = new CuttingProxy(shared.Server.Port);
        await using var store = await journal.OpenAsync(journal.Options(proxy.Port));
        for (var i = 0; i < before; i++) await store.TryAppendAsync(Note.Append("b", new Note("0")), Cancelled);
        Task<AppendResult> appending;
        await using (await journal.HoldLockAsync())
        {
            appending = store.TryAppendAsync(Note.Append("a", new Note("1")), Cancelled).AsTask();
            var lost = await WaitingWriterAsync(journal);
            proxy.CutAll();
            while (await WaitingWriterAsync(journal) == lost)
            {
            }
        }

        Assert.Equal(new AppendResult.Appended(new StreamVersion(1), new Position(before + 1)), await appending);
        Assert.Equal(new AppendResult.Appended(new StreamVersion(before + 1), new Position(before + 2)),
            await store.TryAppendAsync(Note.Append("b", new Note("2")), Cancelled));
        Assert.Equal(before + 2, (await journal.ReadAsync()).Count);
    }

    [Fact]
    public async Task Conflicts_of_a_lost_batch_stay_conflicts()
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        await using var proxy = new CuttingProxy(shared.Server.Port);
        await using var store = await journal.OpenAsync(journal.Options(proxy.Port));
        await store.TryAppendAsync(Note.Append("a", new Note("1")), Cancelled);

        proxy.CutOnAnswer();
        var answer = await store.TryAppendAsync(
            Note.Append("a", ExpectedVersion.NoStream, null, new Note("2")), Cancelled);

        Assert.True(proxy.HasCut);
        Assert.Equal(new AppendResult.Conflict(new StreamVersion(1)), answer);
    }

    [Fact]
    public async Task Sessions_terminated_in_the_middle_of_batches_change_no_answer()
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        await using var store = await journal.OpenAsync(journal.Overlapping());
        await using var other = await journal.OpenAsync();
        await using var house = new RelayHouse(journal);
        await using var relay = await house.StartAsync();

        var writing = Crowd.WriteAsync(house.History, [store, other], writers: 16, appends: 60, Cancelled);
        var terminated = 0L;
        while (!writing.IsCompleted)
        {
            terminated += (long)(await journal.ExecuteAsync(
                """
                select count(*) filter (where application_name = 'docket writer') from (
                    select application_name, pg_terminate_backend(pid) from pg_stat_activity
                    where datname = current_database() and state = 'active'
                        and application_name in ('docket writer', 'docket relay', 'docket relay pages')
                    offset 0) ended
                """))!;
        }

        await writing;
        Assert.True(terminated > 0);
        await house.MarkedAllAsync();
        await house.AssertWholeAsync();
    }

    [Fact]
    public async Task A_server_killed_under_load_and_started_again_has_what_it_acknowledged()
    {
        PostgresInstallation.Require();
        await using var server = await PostgresServer.StartNewAsync();
        var journal = await TestJournal.NewAsync(server);
        await using var store = await journal.OpenAsync(journal.Overlapping());
        await using var other = await journal.OpenAsync();
        await using var house = new RelayHouse(journal);
        await using var relay = await house.StartAsync(house.Options(RelayEngine.Cdc));

        var writing = Crowd.WriteAsync(house.History, [store, other], writers: 16, appends: 200, Cancelled);
        for (var kills = 1; kills <= 3; kills++)
        {
            await store.WaitForAppendAsync(new Position(1_000 * kills), Cancelled);
            await server.KillAsync();
            await server.StartAsync();
        }

        await writing;
        await house.MarkedAllAsync();
        await house.AssertWholeAsync();
    }

    [Fact]
    public async Task A_server_that_stays_away_is_said_to_be_unavailable_and_nothing_is_written()
    {
        PostgresInstallation.Require();
        await using var server = await PostgresServer.StartNewAsync();
        var journal = await TestJournal.NewAsync(server);
        await using var store = await journal.OpenAsync(
            journal.Options() with { GiveUpAfter = TimeSpan.FromMilliseconds(50) });
        await store.TryAppendAsync(Note.Append("a", new Note("1")), Cancelled);
        await server.KillAsync();

        await Assert.ThrowsAsync<JournalUnavailableException>(
            async () => await store.TryAppendAsync(Note.Append("a", new Note("2")), Cancelled));
        await Assert.ThrowsAsync<JournalUnavailableException>(
            async () => await store.FindCommandAsync("key", Cancelled));

        await server.StartAsync();
        Assert.Equal(
            new AppendResult.Appended(new StreamVersion(2), new Position(2)),
            await store.TryAppendAsync(Note.Append("a", new Note("2")), Cancelled));
    }

    [Fact]
    public async Task A_transaction_held_open_makes_no_reader_skip_or_stall()
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        await using var store = await journal.OpenAsync();
        await using var other = await journal.OpenAsync();
        await store.TryAppendAsync(Note.Append("a", new Note("before")), Cancelled);
        await using var holder = new NpgsqlConnection(shared.Server.ConnectionString(journal.Database));
        await holder.OpenAsync(Cancelled);
        await using var held = await holder.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, Cancelled);
        await using var command = new NpgsqlCommand("select count(*), pg_current_xact_id() from docket.events", holder);
        await command.ExecuteNonQueryAsync(Cancelled);

        await using var house = new RelayHouse(journal);
        await using var relay = await house.StartAsync();
        Position? end = null;
        var reading = house.History.ReadUntilAsync(other, () => end, Cancelled);
        await Crowd.WriteAsync(house.History, [store, other], writers: 8, appends: 40, Cancelled);
        end = new Position(1 + (8 * 40 * 2));
        await reading;
        await house.MarkedAllAsync();

        await house.AssertWholeAsync();
        Assert.Equal(1L, await command.ExecuteScalarAsync(Cancelled));
    }

    private static async Task<int> WaitingWriterAsync(TestJournal journal)
    {
        while (true)
        {
            var waiting = await journal.ExecuteAsync(
                """
                select max(pid) from pg_stat_activity
                where datname = current_database() and application_name = 'docket writer' and wait_event = 'advisory'
                """);
            if (waiting is int process) return process;
        }
    }
}
