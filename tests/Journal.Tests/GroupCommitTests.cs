using System.Collections.Concurrent;
using Docket.Journal.Spec;
using Docket.Journal.Store;

namespace Docket.Journal.Tests;

public sealed class GroupCommitTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_arrives_during_a_batch_is_the_next_batch()
    {
        var committer = new HeldCommitter();
        await using var commit = new GroupCommit(committer, Notes.Codec, new GroupCommitOptions());
        var first = Append(commit, 0);
        await committer.Entered.WaitAsync(Cancel);
        var others = Enumerable.Range(1, 10).Select(number => Append(commit, number)).ToList();
        Assert.Equal(10, commit.Waiting);
        committer.LetGo();
        await Task.WhenAll([first, .. others]);
        Assert.Equal([1, 10], committer.Batches);
    }

    [Fact]
    public async Task A_batch_is_bounded_in_appends_and_in_bytes()
    {
        var committer = new HeldCommitter();
        await using var commit =
            new GroupCommit(committer, Notes.Codec, new GroupCommitOptions { BatchMax = 4, BatchBytesMax = 10_000 });
        var all = new List<Task> { Append(commit, 0) };
        await committer.Entered.WaitAsync(Cancel);
        all.AddRange(Enumerable.Range(1, 10).Select(number => Append(commit, number)));
        all.AddRange(Enumerable.Range(11, 3).Select(number => Append(commit, number, new string('x', 12_000))));
        committer.LetGo();
        await Task.WhenAll(all);
        Assert.Equal([1, 4, 4, 3, 1, 1], committer.Batches);
    }

    [Fact]
    public async Task A_writer_waits_for_a_place_in_a_full_queue()
    {
        var committer = new HeldCommitter();
        await using var commit = new GroupCommit(committer, Notes.Codec, new GroupCommitOptions { QueueMax = 2 });
        var all = new List<Task> { Append(commit, 0) };
        await committer.Entered.WaitAsync(Cancel);
        all.AddRange(Enumerable.Range(1, 5).Select(number => Append(commit, number)));
        Assert.Equal(2, commit.Waiting);
        committer.LetGo();
        await Task.WhenAll(all);
        Assert.Equal(6, committer.Batches.Sum());
    }

    [Fact]
    public async Task Nobody_is_answered_before_the_batch_is_durable()
    {
        var committer = new HeldCommitter();
        await using var commit = new GroupCommit(committer, Notes.Codec, new GroupCommitOptions());
        var append = Append(commit, 0);
        await committer.Entered.WaitAsync(Cancel);
        Assert.False(append.IsCompleted);
        committer.LetGo();
        Assert.IsType<AppendResult.Appended>(await append);
    }

    [Fact]
    public async Task A_batch_that_fails_fails_for_each_of_its_writers_and_for_no_other()
    {
        var committer = new HeldCommitter { Failure = new JournalUnavailableException("The disk is full.") };
        await using var commit = new GroupCommit(committer, Notes.Codec, new GroupCommitOptions());
        var failing = Append(commit, 0);
        await committer.Entered.WaitAsync(Cancel);
        var later = Append(commit, 1);
        committer.LetGo();
        await Assert.ThrowsAsync<JournalUnavailableException>(() => failing);
        Assert.IsType<AppendResult.Appended>(await later);
    }

    [Fact]
    public async Task Giving_up_ends_the_wait_and_not_the_append()
    {
        var committer = new HeldCommitter();
        await using var commit = new GroupCommit(committer, Notes.Codec, new GroupCommitOptions());
        var first = Append(commit, 0);
        await committer.Entered.WaitAsync(Cancel);
        using var given = new CancellationTokenSource();
        var abandoned = AppendUntil(commit, 1, "", given.Token);
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);
        committer.LetGo();
        await first;
        await commit.DisposeAsync();
        Assert.Equal([1, 1], committer.Batches);
    }

    [Fact]
    public async Task An_append_given_up_before_is_not_queued()
    {
        var committer = new HeldCommitter();
        await using var commit = new GroupCommit(committer, Notes.Codec, new GroupCommitOptions());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => AppendUntil(commit, 0, "", new CancellationToken(true)));
        committer.LetGo();
        await commit.DisposeAsync();
        Assert.Empty(committer.Batches);
    }

    private static Task<AppendResult> Append(GroupCommit commit, int number, string text = "") =>
        AppendUntil(commit, number, text, Cancel);

    private static async Task<AppendResult> AppendUntil(
        GroupCommit commit, int number, string text, CancellationToken cancellationToken) =>
        await commit.CommitAsync(
            new AppendRequest(Notes.Stream($"{number}"), ExpectedVersion.Any, Notes.All(text)), cancellationToken);

    /// <summary>Holds its first batch until it is let go.</summary>
    private sealed class HeldCommitter : IBatchCommitter
    {
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _mayGo = new();

        public ConcurrentQueue<int> Batches { get; } = [];

        /// <summary>What the first batch ends with.</summary>
        public Exception? Failure { get; set; }

        public Task Entered => _entered.Task;

        public void LetGo() => _mayGo.TrySetResult();

        public void Commit(IReadOnlyList<PendingAppend> batch)
        {
            Batches.Enqueue(batch.Count);
            _entered.TrySetResult();
            _mayGo.Task.GetAwaiter().GetResult();
            if (Failure is { } failure)
            {
                Failure = null;
                throw failure;
            }

            foreach (var pending in batch)
                pending.Result = new AppendResult.Appended(new StreamVersion(1), new Position(1));
        }

        public void AfterCommit()
        {
        }
    }
}
