using Docket.Journal.Postgres.Tests.Servers;
using Docket.Journal.Store;

namespace Docket.Journal.Postgres.Tests;

/// <summary>What is special to this store; what every store promises is in the contract suite.</summary>
public sealed class AppendTests(SharedServer shared)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Appends_to_one_stream_in_one_batch_each_have_their_own_fate()
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        await using var store = await journal.OpenAsync();

        var answers = await journal.InOneBatchAsync(
            store,
            Note.Append("a", ExpectedVersion.NoStream, null, new Note("1"), new Note("2")),
            Note.Append("a", ExpectedVersion.NoStream, null, new Note("late")),
            Note.Append("a", ExpectedVersion.Exactly(new StreamVersion(2)), null, new Note("3")),
            Note.Append("b", ExpectedVersion.Exactly(new StreamVersion(7)), null, new Note("too far")),
            Note.Append("a", new Note("4")));

        Assert.Equal(
            [
                new AppendResult.Appended(new StreamVersion(2), new Position(3)),
                new AppendResult.Conflict(new StreamVersion(2)),
                new AppendResult.Appended(new StreamVersion(3), new Position(4)),
                new AppendResult.Conflict(StreamVersion.None),
                new AppendResult.Appended(new StreamVersion(4), new Position(5)),
            ],
            answers);
    }

    [Fact]
    public async Task A_key_used_twice_in_one_batch_takes_effect_once()
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        await using var store = await journal.OpenAsync();
        var first = Note.Append("a", ExpectedVersion.Any, "key", new Note("1"));

        var answers = await journal.InOneBatchAsync(
            store, first,
            Note.Append("b", ExpectedVersion.Any, "key", new Note("1")),
            Note.Append("c", new Note("1")));

        var entry = new LedgerEntry(first.Key!, first.Stream, new StreamVersion(1), new Position(2));
        Assert.Equal(
            [
                new AppendResult.Appended(new StreamVersion(1), new Position(2)),
                new AppendResult.Repeated(entry),
                new AppendResult.Appended(new StreamVersion(1), new Position(3)),
            ],
            answers);
        Assert.Equal(entry, await store.FindCommandAsync("key", Cancelled));
    }

    [Fact]
    public async Task A_key_that_PostgreSQL_cannot_keep_is_refused_alone()
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        await using var store = await journal.OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(
            async () => await store.TryAppendAsync(
                Note.Append("a", ExpectedVersion.Any, "nul\0", new Note("1")), Cancelled));
        await Assert.ThrowsAsync<ArgumentException>(
            async () => await store.TryAppendAsync(
                Note.Append("a", ExpectedVersion.Any, "half \ud83d", new Note("1")), Cancelled));

        Assert.Null(await store.FindCommandAsync("nul\0", Cancelled));
        Assert.Equal(Position.Start, store.Head);
    }

    [Fact]
    public async Task A_payload_comes_back_byte_by_byte()
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        await using var store = await journal.OpenAsync();
        var append = Note.Append("a", new Note("a\0b \ud83d\ude00 \"quoted\" \u2028 <&>"));

        await store.TryAppendAsync(append, Cancelled);

        var recorded = Assert.Single(await store.ReadBackwardsAsync(new Position(long.MaxValue), 1, Cancelled));
        var encoded = Note.Codec.Encode(append.Events[0]);
        Assert.Equal(encoded.Data.ToArray(), recorded.Data.ToArray());
        Assert.Equal(encoded.Metadata.ToArray(), recorded.MetadataBytes.ToArray());
    }

    [Fact]
    public async Task A_commit_that_fails_at_its_end_is_not_acknowledged()
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        await using var store = await journal.OpenAsync();
        await journal.ExecuteAsync(
            """
            create function refuse() returns trigger language plpgsql as
                $$ begin raise 'the disk is full' using errcode = '53100'; end $$;
            create constraint trigger refuse after insert on docket.events deferrable initially deferred
                for each row execute function refuse();
            """);

        var failure = await Assert.ThrowsAsync<JournalUnavailableException>(
            async () => await store.TryAppendAsync(Note.Append("a", new Note("1")), Cancelled));
        Assert.Contains("the disk is full", failure.Message, StringComparison.Ordinal);

        await journal.ExecuteAsync("drop trigger refuse on docket.events");
        Assert.Equal(
            new AppendResult.Appended(new StreamVersion(1), new Position(1)),
            await store.TryAppendAsync(Note.Append("a", new Note("1")), Cancelled));
    }

    [Fact]
    public async Task Recorded_at_never_runs_back_between_writers()
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        await using var store = await journal.OpenAsync();
        await store.TryAppendAsync(Note.Append("a", new Note("1")), Cancelled);
        await journal.ExecuteAsync("update docket.events set recorded_at = '2200-01-01T00:00:00Z'");

        await store.TryAppendAsync(Note.Append("a", new Note("2")), Cancelled);

        var recorded = await store.ReadBackwardsAsync(new Position(3), 1, Cancelled);
        Assert.Equal(2200, recorded[0].RecordedAt.Year);
    }
}
