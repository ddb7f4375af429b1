using Docket.Journal.Store;

namespace Docket.Journal.Projections.Sharing;

/// <summary>What this process has heard of one view that another process applies.</summary>
public sealed class ViewNews
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Position _at;

    /// <summary>The view has moved.</summary>
    public void Raise(Position at) => Wake(at);

    /// <summary>Something about it may have changed: look.</summary>
    public void Wake() => Wake(Position.Start);

    /// <summary>Waits until it is after a position, until something changed, or for so long.</summary>
    public async ValueTask<Position> WaitAsync(
        Position after, TimeSpan patience, TimeProvider clock, CancellationToken cancellationToken)
    {
        Task heard;
        lock (_gate)
        {
            if (_at > after) return _at;
            heard = _heard.Task;
        }

        await heard.WaitAsync(patience, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate) return _at;
    }

    private void Wake(Position at)
    {
        TaskCompletionSource heard;
        lock (_gate)
        {
            if (at > _at) _at = at;
            heard = _heard;
            _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        heard.SetResult();
    }
}
