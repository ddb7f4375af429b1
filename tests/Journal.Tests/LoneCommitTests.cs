using System.Threading.Channels;
using Docket.Journal.Spec;
using Docket.Journal.Store;

namespace Docket.Journal.Tests;

/// <summary>A store that can commit one append without a thread, and a writer that finds nobody else.</summary>
public sealed class LoneCommitTests
{
    private readonly HeldLoneCommitter _committer = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Who_was_alone_the_last_time_goes_past_the_queue()
    {
        await using var commit = NewCommit();
        var (append, alone) = await BeginAloneAsync(commit);

        Assert.False(append.IsCompleted);
        alone.LetGo();

        Assert.IsType<AppendResult.Appended>(await append);
        Assert.Empty(_committer.Batches);
    }

    [Fact(Timeout = 60_000)]
    public async Task It_goes_on_in_the_thread_that_ended_its_commit()
    {
        await using var commit = NewCommit();
        var wentOnIn = -1;
        var (append, alone) = await BeginAloneAsync(WriteAsync);

        wentOnIn = -1; // those before it went on anywhere
        var ender = Environment.CurrentManagedThreadId;
        alone.LetGo();

        Assert.Equal(ender, wentOnIn);
        await append;

        async Task<AppendResult> WriteAsync()
        {
            var answer = await Task.Run(() => Append(commit, 0));
            wentOnIn = Environment.CurrentManagedThreadId;
            return answer;
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Who_comes_meanwhile_is_the_next_batch_and_not_before_it()
    {
        await using var commit = NewCommit();
        var (first, alone) = await BeginAloneAsync(commit);

        var others = Enumerable.Range(1, 5).Select(number => Append(commit, number)).ToList();
        for (var i = 0; i < 1_000; i++) await Task.Yield();

        Assert.Equal(5, commit.Waiting);
        Assert.Empty(_committer.Batches);
        alone.LetGo();
        await Task.WhenAll([first, .. others]);
        Assert.Equal([5], _committer.Batches);
    }

    [Fact(Timeout = 60_000)]
    public async Task Behind_a_crowd_the_next_one_waits_in_the_queue_and_behind_that_it_is_alone_again()
    {
        await using var commit = NewCommit();
        var (first, alone) = await BeginAloneAsync(commit);
        var crowd = Enumerable.Range(1, 5).Select(number => Append(commit, number)).ToList();
        alone.LetGo();
        await Task.WhenAll([first, .. crowd]);

        await Append(commit, 6);
        Assert.Equal([5, 1], _committer.Batches);

        var (again, aloneAgain) = await BeginAloneAsync(commit);
        aloneAgain.LetGo();
        await again;
    }

    [Fact(Timeout = 60_000)]
    public async Task A_commit_that_fails_fails_for_its_writer_and_for_no_other()
    {
        await using var commit = NewCommit();
        var (failing, alone) = await BeginAloneAsync(commit);
        var later = Append(commit, 1);

        alone.Fail(new JournalUnavailableException("The server is away."));

        await Assert.ThrowsAsync<JournalUnavailableException>(() => failing);
        Assert.IsType<AppendResult.Appended>(await later);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_committer_that_cannot_do_so_now_is_given_a_batch()
    {
        await using var commit = NewCommit();
        var (first, alone) = await BeginAloneAsync(commit);
        alone.LetGo();
        await first;
        _committer.CanCommitAlone = false;

        await Append(commit, 1);

        Assert.Equal([1], _committer.Batches);
    }

    [Fact(Timeout = 60_000)]
    public async Task Giving_up_ends_the_wait_and_not_the_append()
    {
        await using var commit = NewCommit();
        using var given = new CancellationTokenSource();
        var (abandoned, alone) = await BeginAloneAsync(() => AppendUntil(commit, 0, given.Token));

        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);

        var later = Append(commit, 1);
        Assert.False(later.IsCompleted);
        alone.LetGo();
        Assert.IsType<AppendResult.Appended>(await later);
    }

    [Fact(Timeout = 60_000)]
    public async Task Closing_waits_for_the_commit_and_lets_nobody_in_after_it()
    {
        await using var commit = NewCommit();
        var (append, alone) = await BeginAloneAsync(commit);

        var closing = commit.DisposeAsync().AsTask();
        for (var i = 0; i < 1_000; i++) await Task.Yield();
        Assert.False(closing.IsCompleted);
        alone.LetGo();

        await closing;
        Assert.IsType<AppendResult.Appended>(await append);
        await Assert.ThrowsAsync<JournalUnavailableException>(() => Append(commit, 1));
    }

    private GroupCommit NewCommit() => new(_committer, Notes.Codec, new GroupCommitOptions());

    private Task<(Task<AppendResult> Append, HeldCommit Alone)> BeginAloneAsync(GroupCommit commit) =>
        BeginAloneAsync(() => Append(commit, 0));

    /// <summary>
    /// Appends until one goes alone: the first cannot know that it is, and the thread that committed it may not have left
    /// the turn when the next one asks.
    /// </summary>
    private async Task<(Task<AppendResult> Append, HeldCommit Alone)> BeginAloneAsync(Func<Task<AppendResult>> append)
    {
        while (true)
        {
            var appending = append();
            var begun = _committer.Alone.WaitToReadAsync(Cancel).AsTask();
            if (await Task.WhenAny(appending, begun) == appending) continue;
            _committer.Batches.Clear();
            return (appending, await _committer.Alone.ReadAsync(Cancel));
        }
    }

    private static Task<AppendResult> Append(GroupCommit commit, int number) => AppendUntil(commit, number, Cancel);

    private static async Task<AppendResult> AppendUntil(
        GroupCommit commit, int number, CancellationToken cancellationToken) =>
        await commit.CommitAsync(
            new AppendRequest(Notes.Stream($"{number}"), ExpectedVersion.Any, Notes.All("")), cancellationToken);

    private static void Resolve(PendingAppend pending) =>
        pending.Result = new AppendResult.Appended(new StreamVersion(1), new Position(1));

    /// <summary>Batches at once; an append alone when it is let go.</summary>
    private sealed class HeldLoneCommitter : ILoneCommitter
    {
        private readonly Channel<HeldCommit> _alone = Channel.CreateUnbounded<HeldCommit>();

        public ChannelReader<HeldCommit> Alone => _alone.Reader;

        /// <summary>The sizes of the batches; an append alone is none.</summary>
        public List<int> Batches { get; } = [];

        public bool CanCommitAlone { get; set; } = true;

        public void Commit(IReadOnlyList<PendingAppend> batch)
        {
            Batches.Add(batch.Count);
            foreach (var pending in batch) Resolve(pending);
        }

        public async ValueTask CommitAloneAsync(PendingAppend alone)
        {
            var held = new HeldCommit();
            _alone.Writer.TryWrite(held);
            await held.Ended;
            Resolve(alone);
        }

        public void AfterCommit()
        {
        }
    }

    /// <summary>Ends in the thread that says so, as a socket's answer does.</summary>
    private sealed class HeldCommit
    {
        private readonly TaskCompletionSource _ended = new();

        public Task Ended => _ended.Task;

        public void LetGo() => _ended.SetResult();

        public void Fail(Exception failure) => _ended.SetException(failure);
    }
}
