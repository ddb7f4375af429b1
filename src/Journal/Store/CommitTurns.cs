using System.Threading.Channels;

namespace Docket.Journal.Store;

/// <summary>
/// How the commit threads share the queue: one has the turn, gathers a batch and commits it. Where a crowd writes and
/// the store takes a second batch while it commits the first, the turn is passed on before the commit.
/// </summary>
/// <remarks>
/// Batches under way together name no stream in common, so appends to one stream are settled in the order they were
/// asked. With few writers one thread keeps the turn and the others sleep; a lone writer takes the turn itself where the
/// store can commit without a thread (<see cref="ILoneCommitter"/>).
/// </remarks>
internal sealed class CommitTurns(ChannelReader<PendingAppend> queue, GroupCommitOptions options, int committers)
    : IAsyncDisposable
{
    private readonly CommitGathering _gathering = new(options, committers);
    private readonly Lock _lookout = new(); // a thread that waits for work does not have the turn yet
    private readonly SemaphoreSlim _turn = new(1, 1); // not bound to a thread: who commits alone changes threads
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

    /// <summary>
    /// Takes the turn for an append that has nobody before it, beside it or, as far as the last commit tells, behind it.
    /// Who is given it calls <see cref="CommitAloneAsync"/>.
    /// </summary>
    public bool TryTakeAlone(ILoneCommitter committer)
    {
        if (!_gathering.FoundOneWriter || queue.Count > 0 || !_turn.Wait(0)) return false;
        if (!queue.Completion.IsCompleted && queue.Count == 0 && committer.CanCommitAlone
            && _underWay.TrueForAll(static former => former.HasEnded))
            return true;
        _turn.Release();
        return false;
    }

    /// <summary>Commits the append that the turn was taken for, and answers it in the thread that ends it.</summary>
    public async Task CommitAloneAsync(ILoneCommitter committer, PendingAppend alone)
    {
        var started = _gathering.Start(1);
        try
        {
            await committer.CommitAloneAsync(alone);
        }
        catch (Exception failure)
        {
            alone.Failure = failure;
        }
        finally
        {
            _gathering.End(started, 1, queue.Count);
            _turn.Release();
        }

        alone.AcknowledgeHere();
    }

    /// <summary>Once the queue is closed and empty: ends when nobody has the turn, which nobody takes any more.</summary>
    /// <remarks>The semaphore holds nothing to be freed, and a late writer may still ask it.</remarks>
    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync();
        _turn.Release();
    }

    /// <returns>The batch that is to be committed after the turn; null: there is no more work.</returns>
    private CommitUnderWay? TakeTurn(IBatchCommitter committer, List<PendingAppend> batch)
    {
        lock (_lookout)
        {
            while (WaitForWork())
            {
                _turn.Wait();
                try
                {
                    var (most, overlaps) = _gathering.Wait(queue);
                    Take(batch, most);
                    WaitForFormer(batch);
                    if (overlaps) return Begin(batch);
                    Commit(committer, batch);
                }
                finally
                {
                    _turn.Release();
                }
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
