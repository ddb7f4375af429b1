using Docket.Journal.Postgres.Tests.Servers;
using Docket.Journal.Store;
using Npgsql;

namespace Docket.Journal.Postgres.Tests;

public sealed class ReadingTests(SharedServer shared)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_are_ranges_of_positions_and_a_filter_moves_past_what_it_leaves_out()
    {
        var journal = await TestJournal.NewAsync(shared.Server); // pages of 100
        await using var store = await journal.OpenAsync();
        await store.TryAppendAsync(
            Note.Append("a", [.. Enumerable.Range(1, 250).Select(i => (object)new Note($"{i}"))]), Cancelled);
        await store.TryAppendAsync(Note.Append("a", new StruckNote(7)), Cancelled);

        var pages = new List<EventPage>();
        await foreach (var page in store.ReadAllAsync(
            Position.Start, EventFilter.OfTypes(["note.struck.v1"]), Cancelled)) pages.Add(page);

        Assert.Equal([100L, 200L, 251L], pages.Select(page => page.Through.Value));
        Assert.Equal([0, 0, 1], pages.Select(page => page.Events.Count));
        Assert.Equal(new StruckNote(7), pages[2].Events[0].Payload);
    }

    [Fact]
    public async Task A_long_stream_is_read_page_by_page()
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        await using var store = await journal.OpenAsync();
        await store.TryAppendAsync(
            Note.Append("a", [.. Enumerable.Range(1, 2_500).Select(i => (object)new Note($"{i}"))]), Cancelled);

        var versions = new List<long>();
        await foreach (var recorded in store.ReadStreamAsync(
            new StreamName("note", "a"), new StreamVersion(3), Cancelled))
            versions.Add(recorded.Version.Value);

        Assert.Equal(Enumerable.Range(4, 2_497).Select(version => (long)version), versions);
    }

    [Fact]
    public async Task Many_readers_at_once_share_a_bounded_number_of_sessions()
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        var options = journal.Options();
        var unbounded = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        unbounded.Remove("Maximum Pool Size");
        await using var store = await journal.OpenAsync(
            options with { ConnectionString = unbounded.ConnectionString });
        await store.TryAppendAsync(Note.Append("a", new Note("1")), Cancelled);

        var read = await Task.WhenAll(Enumerable.Range(0, 400).Select(_ => Task.Run(
            async () => (await store.ReadBackwardsAsync(store.Head.Next, 1, Cancelled)).Count, Cancelled)));

        Assert.All(read, count => Assert.Equal(1, count));
        var sessions = await journal.ExecuteAsync(
            $"select count(*) from pg_stat_activity where datname = '{journal.Database}' and application_name = 'docket reader'");
        Assert.InRange((long)sessions!, 1, 24);
    }

    [Fact]
    public async Task A_reader_that_stops_early_leaves_no_session_busy()
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        await using var store = await journal.OpenAsync();
        await store.TryAppendAsync(
            Note.Append("a", [.. Enumerable.Range(1, 500).Select(i => (object)new Note($"{i}"))]), Cancelled);

        for (var reader = 0; reader < 50; reader++) // more than there are pooled sessions
        {
            await foreach (var page in store.ReadAllAsync(Position.Start, EventFilter.All, Cancelled))
            {
                Assert.Equal(100, page.Events.Count);
                break;
            }
        }
    }

    [Fact]
    public async Task A_hole_in_the_journal_is_reported_and_not_read_over()
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        await using var store = await journal.OpenAsync();
        await store.TryAppendAsync(Note.Append("a", new Note("1"), new Note("2"), new Note("3")), Cancelled);
        await journal.ExecuteAsync("delete from docket.events where position = 2");

        await Assert.ThrowsAsync<JournalCorruptException>(async () =>
        {
            await foreach (var page in store.ReadAllAsync(Position.Start, EventFilter.All, Cancelled))
                Assert.NotEmpty(page.Events);
        });
    }
}
