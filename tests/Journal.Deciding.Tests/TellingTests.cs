using System.Text;
using Docket.Journal.InMemory;
using Docket.Journal.Outbox;
using Docket.Journal.Store;
using Xunit;
using Runner = Docket.Journal.Deciding.DeciderRunner<
    Docket.Journal.Deciding.Tests.TallyState, Docket.Journal.Deciding.Tests.TallyCommand,
    Docket.Journal.Deciding.Tests.TallyEvent, Docket.Journal.Deciding.Tests.TallyRejection>;

namespace Docket.Journal.Deciding.Tests;

/// <summary>What other systems are told goes with the events it tells of.</summary>
public sealed class TellingTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;
    private readonly InMemoryEventStore _journal = new(Tally.Codec, TimeProvider.System);
    private readonly List<AppendRequest> _asked = [];

    public ValueTask DisposeAsync() => _journal.DisposeAsync();

    [Fact]
    public async Task Each_event_of_an_append_is_told_with_the_state_after_it()
    {
        await RunnerOver(Store()).RunAsync("a", new AddTwice(3, Noon), new CommandContext(), _stop);

        Assert.Equal(["a v1: 3", "a v2: 6"], Texts(_asked[0]));
        Assert.Equal([0, 1], _asked[0].Messages.Select(message => message.Number));
        Assert.Equal(
            _asked[0].Events.Select(added => added.Metadata.EventId), _asked[0].Messages.Select(message => message.Id));
    }

    [Fact]
    public async Task What_is_decided_anew_after_a_conflict_is_told_anew()
    {
        var others = 0;
        await RunnerOver(Store(async inner =>
        {
            if (others++ == 0) await OtherWriterAsync(inner);
        })).RunAsync("a", new Add(3, Noon), new CommandContext(), _stop);

        Assert.Equal(["a v1: 3"], Texts(_asked[0]));
        Assert.Equal(["a v2: 103"], Texts(_asked[1]));
    }

    [Fact]
    public async Task An_event_of_which_nothing_is_told_takes_no_message()
    {
        var runner = RunnerOver(Store());
        await runner.RunAsync("a", new Close(Noon), new CommandContext(), _stop);

        Assert.Empty(_asked[0].Messages);
    }

    [Fact]
    public async Task A_store_without_an_outbox_is_given_no_messages()
    {
        await RunnerOver(_journal).RunAsync("a", new Add(3, Noon), new CommandContext(), _stop);

        Assert.Equal(1, _journal.Head.Value);
    }

    private static IEnumerable<string> Texts(AppendRequest request) =>
        request.Messages.Select(message => Encoding.UTF8.GetString(message.Payload.Span));

    private static async Task OtherWriterAsync(IEventStore store) => await store.TryAppendAsync(
        new AppendRequest(
            new StreamName(Tally.Category, "a"), ExpectedVersion.Any,
            [new NewEvent(new Added(100, Noon), new EventMetadata { EventId = default, OccurredAt = Noon })]),
        CancellationToken.None);

    private static OutboxMessage? Tell(EventToTell<TallyState, TallyEvent> told) => told.Event is Closed
        ? null
        : new OutboxMessage(
            told.Metadata.EventId, told.Number, "tally.added.v1",
            Encoding.UTF8.GetBytes($"{told.Stream.Id} v{told.Version}: {told.After.Sum}"));

    private InterveningStore Store(Func<IEventStore, Task>? before = null) => new(_journal, async (inner, request) =>
    {
        _asked.Add(request);
        if (before is not null) await before(inner);
    })
    { KeepsOutbox = true };

    private static Runner RunnerOver(IEventStore store) => new(
        store, Tally.Aggregate() with { Tell = Tell }, TimeProvider.System, new DeciderRunnerOptions(), snapshots: null);
}
