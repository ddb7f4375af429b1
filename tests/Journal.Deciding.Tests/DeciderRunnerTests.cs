using Docket.Journal.InMemory;
using Docket.Journal.Snapshots;
using Docket.Journal.Store;
using Docket.Kernel;
using Xunit;
using Outcome = Docket.Journal.Deciding.CommandOutcome<Docket.Journal.Deciding.Tests.TallyRejection>;
using Runner = Docket.Journal.Deciding.DeciderRunner<
    Docket.Journal.Deciding.Tests.TallyState, Docket.Journal.Deciding.Tests.TallyCommand,
    Docket.Journal.Deciding.Tests.TallyEvent, Docket.Journal.Deciding.Tests.TallyRejection>;

namespace Docket.Journal.Deciding.Tests;

public sealed class DeciderRunnerTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly StreamName Stream = new(Tally.Category, "a");
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;
    private readonly InMemoryEventStore _journal = new(Tally.Codec, TimeProvider.System);
    private readonly KeptSnapshots _snapshots = new();

    public ValueTask DisposeAsync() => _journal.DisposeAsync();

    [Fact]
    public async Task A_command_records_what_the_rule_decides()
    {
        var outcome = await RunnerOver(_journal).RunAsync("a", new AddTwice(3, Noon), new CommandContext { Actor = "ada" }, _stop);

        Assert.Equal(new Outcome.Done(Stream, new StreamVersion(2), new Position(2), false), outcome);
        var recorded = await ReadAsync();
        Assert.Equal([new Added(3, Noon), new Added(3, Noon)], recorded.Select(e => e.Payload));
        Assert.All(recorded, e => Assert.Equal(("ada", Noon), (e.Metadata.Actor, e.Metadata.OccurredAt)));
        Assert.NotEqual(recorded[0].Metadata.EventId, recorded[1].Metadata.EventId);
    }

    [Fact]
    public async Task A_rejection_writes_nothing()
    {
        var runner = RunnerOver(_journal);
        await runner.RunAsync("a", new Close(Noon), new CommandContext(), _stop);

        var outcome = await runner.RunAsync("a", new Add(1, Noon), new CommandContext(), _stop);

        Assert.Equal(new Outcome.Rejected(TallyRejection.IsClosed), outcome);
        Assert.Equal(new Position(1), _journal.Head);
    }

    [Fact]
    public async Task Nothing_new_answers_where_the_stream_stands()
    {
        var runner = RunnerOver(_journal);
        await runner.RunAsync("other", new Add(1, Noon), new CommandContext(), _stop);
        await runner.RunAsync("a", new Add(1, Noon), new CommandContext(), _stop);
        await runner.RunAsync("other", new Add(1, Noon), new CommandContext(), _stop);

        var outcome = await RunnerOver(_journal).RunAsync("a", new Add(0, Noon), new CommandContext(), _stop);

        Assert.Equal(new Outcome.Done(Stream, new StreamVersion(1), new Position(2), false), outcome);
    }

    [Fact]
    public async Task A_conflict_is_decided_anew_on_what_the_other_wrote()
    {
        var store = new InterveningStore(_journal, OnceAsync(new Closed(Noon)));

        var outcome = await RunnerOver(store).RunAsync("a", new Add(1, Noon), new CommandContext(), _stop);

        Assert.Equal(new Outcome.Rejected(TallyRejection.IsClosed), outcome);
        Assert.Equal([new Closed(Noon)], (await ReadAsync()).Select(e => e.Payload));
    }

    [Fact]
    public async Task After_three_more_tries_the_conflict_is_the_answer()
    {
        var store = new InterveningStore(_journal, (inner, _) => OtherWriterAsync(inner, new Added(7, Noon)));

        var outcome = await RunnerOver(store).RunAsync("a", new Add(1, Noon), new CommandContext(), _stop);

        Assert.Equal(new Outcome.Conflicted(new StreamVersion(4)), outcome);
        Assert.Equal(4, store.Appends);
        Assert.DoesNotContain(new Added(1, Noon), (await ReadAsync()).Select(e => e.Payload));
    }

    [Fact]
    public async Task A_no_from_a_cached_state_is_checked_against_the_journal_first()
    {
        var runner = RunnerOver(_journal, new() { CachedStatesMax = 10 });
        await runner.RunAsync("a", new Add(1, Noon), new CommandContext(), _stop);
        await OtherWriterAsync(_journal, new Closed(Noon));

        // The cache still says open, so this one meets the conflict and learns.
        Assert.IsType<Outcome.Rejected>(await runner.RunAsync("a", new Add(1, Noon), new CommandContext(), _stop));
    }

    [Fact]
    public async Task A_version_that_is_insisted_on_must_be_current()
    {
        var runner = RunnerOver(_journal);
        await runner.RunAsync("a", new Add(1, Noon), new CommandContext(), _stop);

        var late = await runner.RunAsync("a", new Add(1, Noon), new CommandContext { IfVersion = StreamVersion.None }, _stop);
        var current = await runner.RunAsync("a", new Add(1, Noon), new CommandContext { IfVersion = new StreamVersion(1) }, _stop);

        Assert.Equal(new Outcome.NotCurrent(new StreamVersion(1)), late);
        Assert.IsType<Outcome.Done>(current);
    }

    [Fact]
    public async Task The_same_key_takes_effect_once_and_answers_the_same()
    {
        var runner = RunnerOver(_journal);
        var context = new CommandContext { Key = new CommandKey("k-1", 42) };

        var first = await runner.RunAsync("a", new Add(5, Noon), context, _stop);
        await runner.RunAsync("a", new Add(1, Noon), new CommandContext(), _stop);
        var again = await runner.RunAsync("a", new Add(5, Noon), context, _stop);

        Assert.Equal(new Outcome.Done(Stream, new StreamVersion(1), new Position(1), false), first);
        Assert.Equal(new Outcome.Done(Stream, new StreamVersion(1), new Position(1), true), again);
    }

    [Fact]
    public async Task Under_an_id_made_for_it_a_command_reads_nothing_before_it_is_appended()
    {
        var store = new InterveningStore(_journal, (_, _) => Task.CompletedTask);
        var context = new CommandContext { Key = new CommandKey("k-1", 42), IsNew = true };

        var outcome = await RunnerOver(store).RunAsync("a", new Add(5, Noon), context, _stop);

        Assert.Equal(new Outcome.Done(Stream, new StreamVersion(1), new Position(1), false), outcome);
        Assert.Equal((0, 0, 1), (store.StreamReads, store.KeysAsked, store.Appends));
    }

    [Fact]
    public async Task On_a_state_at_hand_a_command_asks_for_its_key_by_the_append_and_after_a_no()
    {
        var store = new InterveningStore(_journal, (_, _) => Task.CompletedTask);
        var runner = RunnerOver(store);
        var (add, close) = (new CommandContext { Key = new("k-1", 42) }, new CommandContext { Key = new("k-2", 43) });
        await runner.RunAsync("a", new Add(5, Noon), new CommandContext { IsNew = true }, _stop);

        await runner.RunAsync("a", new Add(5, Noon), add, _stop);
        var allowed = await runner.RunAsync("a", new Add(5, Noon), add, _stop);
        await runner.RunAsync("a", new Close(Noon), close, _stop);
        Assert.Equal((0, 0, 4), (store.StreamReads, store.KeysAsked, store.Appends));
        var refused = await runner.RunAsync("a", new Add(5, Noon), add, _stop);

        Assert.All([allowed, refused], again =>
            Assert.Equal(new Outcome.Done(Stream, new StreamVersion(2), new Position(2), true), again));
        Assert.Equal((1, 4), (store.KeysAsked, store.Appends));
    }

    [Fact]
    public async Task A_repeat_under_another_new_id_answers_as_the_first_time()
    {
        var context = new CommandContext { Key = new CommandKey("k-1", 42), IsNew = true };
        await RunnerOver(_journal).RunAsync("a", new Add(5, Noon), context, _stop);

        var again = await RunnerOver(_journal).RunAsync("b", new Add(5, Noon), context, _stop);

        Assert.Equal(new Outcome.Done(Stream, new StreamVersion(1), new Position(1), true), again);
        Assert.Equal(new Position(1), _journal.Head);
    }

    [Fact]
    public async Task What_is_there_under_a_new_id_all_the_same_is_heeded()
    {
        await OtherWriterAsync(_journal, new Closed(Noon));

        var outcome = await RunnerOver(_journal).RunAsync("a", new Add(1, Noon), new CommandContext { IsNew = true }, _stop);

        Assert.Equal(new Outcome.Rejected(TallyRejection.IsClosed), outcome);
    }

    [Fact]
    public async Task A_key_that_asked_for_something_else_is_refused()
    {
        var runner = RunnerOver(_journal);
        await runner.RunAsync("a", new Add(5, Noon), new CommandContext { Key = new CommandKey("k-1", 42) }, _stop);

        var reused = await runner.RunAsync("a", new Add(6, Noon), new CommandContext { Key = new CommandKey("k-1", 43) }, _stop);

        Assert.IsType<Outcome.KeyReused>(reused);
        Assert.Equal(new Position(1), _journal.Head);
    }

    [Fact]
    public async Task A_repeat_gets_the_first_answer_even_when_the_first_is_committed_in_between()
    {
        var key = new CommandKey("k-1", 42);
        var store = new InterveningStore(_journal, async (inner, request) =>
        {
            await inner.TryAppendAsync(request, CancellationToken.None);
            await OtherWriterAsync(inner, new Closed(Noon));
        });

        var outcome = await RunnerOver(store).RunAsync("a", new Add(5, Noon), new CommandContext { Key = key }, _stop);

        Assert.Equal(new Outcome.Done(Stream, new StreamVersion(1), new Position(1), true), outcome);
    }

    [Fact]
    public async Task A_key_is_remembered_even_when_there_was_nothing_new()
    {
        var runner = RunnerOver(_journal);
        var context = new CommandContext { Key = new CommandKey("k-1", 42) };
        await runner.RunAsync("a", new Add(1, Noon), new CommandContext(), _stop);

        var first = await runner.RunAsync("a", new Add(0, Noon), context, _stop);
        await runner.RunAsync("a", new Add(1, Noon), new CommandContext(), _stop);
        var again = await runner.RunAsync("a", new Add(0, Noon), context, _stop);

        Assert.Equal(new Outcome.Done(Stream, new StreamVersion(1), new Position(1), false), first);
        Assert.Equal(new Outcome.Done(Stream, new StreamVersion(1), new Position(1), true), again);
    }

    [Fact]
    public async Task A_snapshot_spares_the_replay_and_changes_no_answer()
    {
        var writer = RunnerOver(_journal, snapshotEvery: 10);
        for (var i = 0; i < 25; i++) await writer.RunAsync("a", new Add(1, Noon), new CommandContext(), _stop);
        var counting = new InterveningStore(_journal, (_, _) => Task.CompletedTask);

        var loaded = await RunnerOver(counting, snapshotEvery: 10).LoadAsync("a", _stop);

        Assert.Equal((25, 25, 25), (loaded.State.Sum, loaded.Version.Value, loaded.Position.Value));
        Assert.Equal(20, _snapshots.Kept[Stream].Version.Value);
        Assert.Equal(6, counting.EventsRead); // The snapshot's own last event and the five after it.
    }

    [Theory]
    [InlineData(2, "{\"sum\":999,\"closed\":false}", 20)] // Another schema version.
    [InlineData(1, "not json", 20)]
    [InlineData(1, "{\"sum\":999,\"closed\":false}", 500)] // Ahead of the journal.
    public async Task A_snapshot_that_does_not_fit_is_ignored(int schema, string state, int version)
    {
        var runner = RunnerOver(_journal);
        for (var i = 0; i < 25; i++) await runner.RunAsync("a", new Add(1, Noon), new CommandContext(), _stop);
        _snapshots.Kept[Stream] = new Snapshot(
            Stream, new StreamVersion(version), schema, System.Text.Encoding.UTF8.GetBytes(state));

        var loaded = await RunnerOver(_journal).LoadAsync("a", _stop);

        Assert.Equal((25, 25), (loaded.State.Sum, loaded.Version.Value));
    }

    [Fact]
    public async Task Many_writers_on_one_stream_lose_nothing()
    {
        var runner = RunnerOver(_journal, new() { RetriesMax = 16 * 20 });

        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
                Assert.IsType<Outcome.Done>(await runner.RunAsync("a", new Add(1, Noon), new CommandContext(), _stop));
        })));

        Assert.Equal(16 * 20, (await runner.LoadAsync("a", _stop)).State.Sum);
    }

    private Runner RunnerOver(IEventStore store, DeciderRunnerOptions? options = null, int snapshotEvery = 100) =>
        new(store, Tally.Aggregate(snapshotEvery), TimeProvider.System, options ?? new(), _snapshots);

    private async Task<List<RecordedEvent>> ReadAsync() =>
        await _journal.ReadStreamAsync(Stream, StreamVersion.None, _stop).ToListAsync(_stop);

    private static Func<IEventStore, AppendRequest, Task> OnceAsync(TallyEvent theirs)
    {
        var done = false;
        return async (inner, _) =>
        {
            if (done) return;
            done = true;
            await OtherWriterAsync(inner, theirs);
        };
    }

    private static async Task OtherWriterAsync(IEventStore store, TallyEvent theirs) => await store.AppendAsync(
        new AppendRequest(Stream, ExpectedVersion.Any, [new NewEvent(theirs, new EventMetadata
        {
            EventId = Guid.CreateVersion7(Noon), OccurredAt = Noon,
        })]),
        CancellationToken.None);
}
