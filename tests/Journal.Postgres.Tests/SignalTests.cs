using Docket.Journal.Postgres.Tests.Servers;
using Docket.Journal.Store;

namespace Docket.Journal.Postgres.Tests;

public sealed class SignalTests(SharedServer shared)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reader_in_another_process_wakes_on_the_signal_after_the_commit()
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        await using var store = await journal.OpenAsync(); // polls once an hour
        await using var other = await journal.OpenAsync();
        await HearingAsync(journal, listeners: 2);
        var waiting = other.WaitForAppendAsync(Position.Start, Cancelled);

        await store.TryAppendAsync(Note.Append("a", new Note("1")), Cancelled);

        Assert.Equal(new Position(1), await waiting);
        Assert.Equal(new Position(1), other.Head);
    }

    [Fact]
    public async Task A_reader_whose_signals_are_lost_polls()
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        await using var store = await journal.OpenAsync(journal.Options() with { AnnounceInterval = TimeSpan.FromHours(1) });
        await using var other = await journal.OpenAsync(journal.Options() with { PollInterval = TimeSpan.FromMilliseconds(20) });

        // The first is announced, then no other for an hour.
        await store.TryAppendAsync(Note.Append("a", new Note("1")), Cancelled);
        await other.WaitForAppendAsync(Position.Start, Cancelled);
        await store.TryAppendAsync(Note.Append("a", new Note("2")), Cancelled);

        Assert.Equal(new Position(2), await other.WaitForAppendAsync(new Position(1), Cancelled));
    }

    [Fact]
    public async Task Signals_go_on_after_their_sessions_were_terminated()
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        await using var store = await journal.OpenAsync();
        await using var other = await journal.OpenAsync(journal.Options() with { PollInterval = TimeSpan.FromMilliseconds(200) });
        await store.TryAppendAsync(Note.Append("a", new Note("1")), Cancelled);
        await other.WaitForAppendAsync(Position.Start, Cancelled);

        await journal.ExecuteAsync(
            """
            select count(pg_terminate_backend(pid)) from pg_stat_activity
            where datname = current_database() and application_name in ('docket listener', 'docket announcer')
            """);
        await HearingAsync(journal, listeners: 1);

        for (var position = 2; position < 10; position++)
        {
            await store.TryAppendAsync(Note.Append("a", new Note("more")), Cancelled);
            await other.WaitForAppendAsync(new Position(position - 1), Cancelled);
        }
    }

    [Fact]
    public async Task Nothing_is_notified_inside_the_transaction_that_appends()
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        Assert.Equal(0L, await journal.ExecuteAsync(
            """
            select count(*) from pg_proc p join pg_namespace n on n.oid = p.pronamespace
            where n.nspname = 'docket' and p.prosrc ilike '%notify%'
            """));
        Assert.Equal(0L, await journal.ExecuteAsync(
            "select count(*) from pg_trigger where tgrelid in ('docket.events'::regclass, 'docket.commands'::regclass)"));
    }

    /// <summary>A signal sent before the listener listens is nobody's; here that is not what is tested.</summary>
    private static async Task HearingAsync(TestJournal journal, int listeners)
    {
        const string Listening =
            """
            select count(*) from pg_stat_activity
            where datname = current_database() and application_name = 'docket listener' and state = 'idle' and query like 'listen%'
            """;
        while ((long)(await journal.ExecuteAsync(Listening))! < listeners)
        {
        }
    }
}
