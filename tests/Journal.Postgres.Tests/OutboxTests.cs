using Docket.Journal.Outbox;
using Docket.Journal.Postgres.Tests.Servers;
using Docket.Journal.Store;

namespace Docket.Journal.Postgres.Tests;

/// <summary>What other systems are to be told is written with the events, or not at all.</summary>
public sealed class OutboxTests(SharedServer shared)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_lies_at_its_events_position_in_its_aggregates_partition()
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        await using var store = await journal.OpenAsync();
        await store.TryAppendAsync(Note.Append("before", new Note("1")), Cancelled);
        var message = Note.Message(1, "{\"text\":\"2\"}");

        await store.TryAppendAsync(
            Note.Append("a-1", new Note("1"), new Note("2"), new Note("3")) with { Messages = [message] }, Cancelled);

        Assert.Equal(
            [new OutboxRow(3, OutboxPartitions.Of("a-1"), message.Id, "note", "a-1", "note.told.v1", "{\"text\": \"2\"}")],
            await OutboxRow.ReadAsync(journal));
    }

    [Fact]
    public async Task A_conflict_and_a_repeat_leave_nothing_in_the_outbox()
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        await using var store = await journal.OpenAsync();
        var first = Note.Told(Note.Append("a", ExpectedVersion.Any, "key", new Note("1"), new Note("2")));
        await store.TryAppendAsync(first, Cancelled);

        var answers = await journal.InOneBatchAsync(
            store,
            Note.Told(Note.Append("a", ExpectedVersion.NoStream, null, new Note("late"))),
            Note.Told(Note.Append("b", ExpectedVersion.Any, "key", new Note("again"))),
            Note.Append("c", new Note("untold")),
            Note.Told(Note.Append("d", new Note("1"))),
            Note.Told(Note.Append("d", new Note("2"))));

        Assert.IsType<AppendResult.Conflict>(answers[0]);
        Assert.IsType<AppendResult.Repeated>(answers[1]);
        Assert.Equal(
            [(1, "a"), (2, "a"), (5, "d"), (6, "d")],
            (await OutboxRow.ReadAsync(journal)).Select(row => (row.Position, row.AggregateId)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("{\"text\":\"\\u0000\"}")]
    [InlineData("{\"\\u0000\":1}")]
    [InlineData("{\"text\":\"\\ud83d\"}")]
    [InlineData("1e999999")]
    [InlineData("1e-20000")]
    [InlineData("'single'")]
    public async Task A_payload_that_PostgreSQL_cannot_keep_is_refused_alone(string payload)
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        await using var store = await journal.OpenAsync();
        var message = Note.Message(0, payload);

        await Assert.ThrowsAsync<ArgumentException>(async () => await store.TryAppendAsync(
            Note.Append("a", new Note("1")) with { Messages = [message] }, Cancelled));

        Assert.Equal(Position.Start, store.Head);
    }

    [Theory]
    [InlineData("{\"text\":\"\\u00e9 \\ud83d\\ude00 \\\\u0000 \\\"\"}")]
    [InlineData("[-0.5e-300, 1e300, 12345678901234567890123, null, true]")]
    public async Task Any_other_payload_is_kept(string payload)
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        await using var store = await journal.OpenAsync();
        var message = Note.Message(0, payload);

        await store.TryAppendAsync(Note.Append("a", new Note("1")) with { Messages = [message] }, Cancelled);

        Assert.Single(await OutboxRow.ReadAsync(journal));
    }

    [Fact]
    public async Task The_writer_role_puts_messages_and_cannot_touch_the_outbox_otherwise()
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        await journal.ExecuteAsync("create role outbox_app login; grant docket_writer to outbox_app");
        await using var store = await journal.OpenAsync(journal.Options() with
        {
            ConnectionString = shared.Server.ConnectionString(journal.Database, user: "outbox_app"),
        });

        await store.TryAppendAsync(Note.Told(Note.Append("a", new Note("1"))), Cancelled);

        Assert.Single(await OutboxRow.ReadAsync(journal));
        foreach (var verb in new[] { "insert", "update", "delete", "truncate" })
            Assert.Equal(
                false, await journal.ExecuteAsync($"select has_table_privilege('docket_writer', 'docket.outbox', '{verb}')"));
    }
}
