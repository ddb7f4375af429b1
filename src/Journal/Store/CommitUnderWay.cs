namespace Docket.Journal.Store;

/// <summary>A batch that is being committed while the next one is taken.</summary>
internal sealed class CommitUnderWay
{
    private readonly HashSet<StreamName> _streams;
    private readonly TaskCompletionSource _ended = new();

    public CommitUnderWay(List<PendingAppend> batch)
    {
        _streams = new HashSet<StreamName>(batch.Count);
        foreach (var pending in batch) _streams.Add(pending.Request.Stream);
    }

    /// <summary>Whether it was committed, or failed.</summary>
    public bool HasEnded => _ended.Task.IsCompleted;

    public bool SharesStreamWith(List<PendingAppend> batch)
    {
        foreach (var pending in batch)
        {
            if (_streams.Contains(pending.Request.Stream)) return true;
        }

        return false;
    }

    public void WaitForEnd() => _ended.Task.GetAwaiter().GetResult();

    public void End() => _ended.SetResult();
}
