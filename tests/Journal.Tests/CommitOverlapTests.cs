using System.Threading.Channels;
using Docket.Journal.Spec;
using Docket.Journal.Store;

namespace Docket.Journal.Tests;

/// <summary>A store with two committers, which can be given a batch while it commits the one before.</summary>
public sealed class CommitOverlapTests
{
    private readonly Channel<HeldBatch> _begun = Channel.CreateUnbounded<HeldBatch>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Of_a_crowd_each_batch_holds_its_share_and_the_next_does_not_wait_for_its_commit()
    {
        await using var commit = With(overlapFrom: 4);
        var all = await CrowdAsync(commit, Enumerable.Range(1, 8).Select(number => $"{number}"));

        var (one, other) = (await NextAsync(), await NextAsync());

        // Of nine writers: the eight who wait and the one who was just answered.
        Assert.Equal([3, 5], new[] { one.Streams.Count, other.Streams.Count }.Order());
        other.LetGo();
        one.LetGo();
        await Task.WhenAll(all);
    }

    [Fact(Timeout = 60_000)]
    public async Task Few_writers_share_one_batch()
    {
        await using var commit = With(overlapFrom: 64);
        var all = await CrowdAsync(commit, Enumerable.Range(1, 8).Select(number => $"{number}"));

        var batch = await NextAsync();

        Assert.Equal(8, batch.Streams.Count);
        batch.LetGo();
        await Task.WhenAll(all);
    }

    [Fact(Timeout = 60_000)]
    public async Task Appends_to_one_stream_are_never_under_way_in_two_batches()
    {
        await using var commit = With(overlapFrom: 4);
        var all = await CrowdAsync(commit, ["1", "2", "3", "4", "shared", "6", "7", "shared"]);
        var former = await NextAsync();
        while (commit.Waiting > 0) await Task.Yield();

        // The second batch was taken, and stands behind the first: nothing can be begun before that is let go.
        for (var i = 0; i < 1_000; i++) await Task.Yield();
        Assert.False(_begun.Reader.TryPeek(out _));
        former.LetGo();
        var later = await NextAsync();

        Assert.Contains(Notes.Stream("shared"), former.Streams);
        Assert.Contains(Notes.Stream("shared"), later.Streams);
        later.LetGo();
        await Task.WhenAll(all);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_batch_that_fails_leaves_the_one_beside_it_alone()
    {
        await using var commit = With(overlapFrom: 4);
        var all = await CrowdAsync(commit, Enumerable.Range(1, 8).Select(number => $"{number}"));
        var (one, other) = (await NextAsync(), await NextAsync());

        one.Fail(new JournalUnavailableException("The session was lost."));
        other.LetGo();

        var answered = await Task.WhenAll(all.Select(async append =>
        {
            await append.ContinueWith(static _ => { }, TaskScheduler.Default);
            return append.IsCompletedSuccessfully;
        }));
        Assert.Equal(1 + other.Streams.Count, answered.Count(done => done));
        var next = Append(commit, "next");
        (await NextAsync()).LetGo();
        Assert.IsType<AppendResult.Appended>(await next);
    }

    private GroupCommit With(int overlapFrom) => new(
        [new HeldCommitter(_begun.Writer), new HeldCommitter(_begun.Writer)],
        Notes.Codec,
        new GroupCommitOptions { OverlapFrom = overlapFrom });

    /// <summary>One append alone, and behind it a crowd, which its answer then makes known.</summary>
    private async Task<List<Task<AppendResult>>> CrowdAsync(GroupCommit commit, IEnumerable<string> streams)
    {
        var all = new List<Task<AppendResult>> { Append(commit, "first") };
        var first = await NextAsync();
        all.AddRange(streams.Select(stream => Append(commit, stream)));
        first.LetGo();
        return all;
    }

    private ValueTask<HeldBatch> NextAsync() => _begun.Reader.ReadAsync(Cancel);

    private static async Task<AppendResult> Append(GroupCommit commit, string stream) => await commit.CommitAsync(
        new AppendRequest(Notes.Stream(stream), ExpectedVersion.Any, Notes.All(stream)), Cancel);

    /// <summary>Says when a batch is begun, and holds it.</summary>
    private sealed class HeldCommitter(ChannelWriter<HeldBatch> begun) : IBatchCommitter
    {
        public void Commit(IReadOnlyList<PendingAppend> batch)
        {
            var held = new HeldBatch([.. batch.Select(pending => pending.Request.Stream)]);
            begun.TryWrite(held);
            held.Wait();
            foreach (var pending in batch)
                pending.Result = new AppendResult.Appended(new StreamVersion(1), new Position(1));
        }

        public void AfterCommit()
        {
        }
    }

    private sealed record HeldBatch(List<StreamName> Streams)
    {
        private readonly TaskCompletionSource _mayGo = new();

        public void LetGo() => _mayGo.SetResult();

        public void Fail(Exception failure) => _mayGo.SetException(failure);

        public void Wait() => _mayGo.Task.GetAwaiter().GetResult();
    }
}
