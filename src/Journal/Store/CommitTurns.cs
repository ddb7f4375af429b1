using System.Threading.Channels;

namespace Docket.Journal.Store;

/// <summary>
/// How the commit threads share the queue: one has the turn, gathers a batch and commits it. Where a crowd writes and
/// the store takes a second batch while it commits the first, the turn is passed on before the commit.
/// </summary>
/// <remarks>
/// Batches under way together name no stream in common, so appends to one stream are settled in the order they were
/// asked. With few writers one thread keeps the turn and the others sleep.
/// </remarks>
internal sealed class CommitTurns(ChannelReader<PendingAppend> queue, GroupCommitOptions options, int committers)
{
    private readonly CommitGathering _gathering = new(options, committers);
    private readonly Lock _turn = new();
    private readonly List<CommitUnderWay> _underWay = []; // touched by whoever has the turn

    /// <summary>Commits until the queue is closed and empty.</summary>
    public void Run(IBatchCommitter committer)
    {
        var batch = new List<PendingAppend>();
        while (TakeTurn(committer, batch) is { } underWay)
        {
            try
            {
                Commit(committer, batch);
            }
            finally
            {
                underWay.End();
            }
        }
    }

    /// <returns>The batch that is to be committed after the turn; null: there is no more work.</returns>
    private CommitUnderWay? TakeTurn(IBatchCommitter committer, List<PendingAppend> batch)
    {
        lock (_turn)
        {
            while (WaitForWork())
            {
                var (most, overlaps) = _gathering.Wait(queue);
                Take(batch, most);
                WaitForFormer(batch);
                if (overlaps) return Begin(batch);
                Commit(committer, batch);
            }
        }

        return null;
    }

    private bool WaitForWork()
    {
        var ready = queue.WaitToReadAsync();
        return ready.IsCompletedSuccessfully ? ready.Result : ready.AsTask().GetAwaiter().GetResult();
    }

    private void Take(List<PendingAppend> batch, int most)
    {
        var bytes = 0;
        while (batch.Count < most && bytes < options.BatchBytesMax && queue.TryRead(out var pending))
        {
            batch.Add(pending);
            bytes += pending.Bytes;
        }
    }

    private void WaitForFormer(List<PendingAppend> batch)
    {
        _underWay.RemoveAll(static former => former.HasEnded);
        foreach (var former in _underWay)
        {
            if (former.SharesStreamWith(batch)) former.WaitForEnd();
        }
    }

    private CommitUnderWay Begin(List<PendingAppend> batch)
    {
        var begun = new CommitUnderWay(batch);
        _underWay.Add(begun);
        return begun;
    }

    private void Commit(IBatchCommitter committer, List<PendingAppend> batch)
    {
        try
        {
            CommitMeasured(committer, batch);
            foreach (var pending in batch) pending.Acknowledge();
            committer.AfterCommit();
        }
        catch (Exception failure)
        {
            // A writer whose answer is already given keeps it; the others learn what happened.
            foreach (var pending in batch) pending.Fail(failure);
        }

        batch.Clear();
    }

    private void CommitMeasured(IBatchCommitter committer, List<PendingAppend> batch)
    {
        var started = _gathering.Start(batch.Count);
        try
        {
            committer.Commit(batch);
        }
        finally
        {
            _gathering.End(started, batch.Count, queue.Count);
        }
    }
}
