using Docket.Journal.InMemory;
using Docket.Journal.Store;
using Docket.Kernel;
using Xunit;
using Outcome = Docket.Journal.Deciding.CommandOutcome<Docket.Journal.Deciding.Tests.TallyRejection>;
using Runner = Docket.Journal.Deciding.DeciderRunner<
    Docket.Journal.Deciding.Tests.TallyState, Docket.Journal.Deciding.Tests.TallyCommand,
    Docket.Journal.Deciding.Tests.TallyEvent, Docket.Journal.Deciding.Tests.TallyRejection>;

namespace Docket.Journal.Deciding.Tests;

/// <summary>Commands on one stream that take turns; the journal lets nobody through before the test says so.</summary>
public sealed class TurnsTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;
    private readonly InMemoryEventStore _journal = new(Tally.Codec, TimeProvider.System);
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly InterveningStore _store;
    private readonly Runner _runner;

    public TurnsTests()
    {
        _store = new InterveningStore(
            _journal, (_, request) => request.Stream.Id == "a" ? _held.Task : Task.CompletedTask);
        _runner = new Runner(
            _store, Tally.Aggregate(), TimeProvider.System,
            new DeciderRunnerOptions { RetriesMax = 0, TakesTurns = true }, null);
    }

    public ValueTask DisposeAsync() => _journal.DisposeAsync();

    [Fact]
    public async Task Each_is_decided_on_what_the_one_before_wrote_and_none_meets_another_in_the_journal()
    {
        var commands = Enumerable.Range(0, 500).Select(_ => AddAsync("a", _stop)).ToList();
        _held.SetResult();

        Assert.Equal(Enumerable.Range(1, 500).Select(version => (long)version), await VersionsAsync(commands));
        Assert.Equal(500, _store.Appends);
    }

    [Fact]
    public async Task Another_stream_is_not_waited_for()
    {
        var first = AddAsync("a", _stop);
        Assert.IsType<Outcome.Done>(await AddAsync("b", _stop));
        Assert.False(first.IsCompleted);
        _held.SetResult();
        Assert.IsType<Outcome.Done>(await first);
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_lets_nobody_pass_before_their_turn()
    {
        using var givenUp = new CancellationTokenSource();
        var first = AddAsync("a", _stop);
        var second = AddAsync("a", givenUp.Token);
        var third = AddAsync("a", _stop);

        await givenUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        var fourth = AddAsync("a", _stop);
        Assert.Equal(1, _store.Appends);
        _held.SetResult();

        Assert.Equal([1, 2, 3], await VersionsAsync([first, third, fourth]));
    }

    private Task<Outcome> AddAsync(string id, CancellationToken cancellationToken) =>
        _runner.RunAsync(id, new Add(1, Noon), new CommandContext(), cancellationToken).AsTask();

    private static async Task<IEnumerable<long>> VersionsAsync(IEnumerable<Task<Outcome>> commands) =>
        (await Task.WhenAll(commands)).Select(outcome => Assert.IsType<Outcome.Done>(outcome).Version.Value);
}
