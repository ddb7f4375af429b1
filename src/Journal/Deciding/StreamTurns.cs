using Docket.Journal.Store;

namespace Docket.Journal.Deciding;

/// <summary>Lets commands on one stream have it one after the other, in the order in which they came.</summary>
/// <remarks>Within this process. Others are met as ever, by the expected version.</remarks>
internal sealed class StreamTurns
{
    private readonly Lock _gate = new();
    private readonly Dictionary<StreamName, Task> _last = [];

    /// <summary>Waits for all who came before. Whoever gives up leaves the queue in order.</summary>
    /// <returns>Ends the turn when it is disposed.</returns>
    public async ValueTask<Turn> TakeAsync(StreamName stream, CancellationToken cancellationToken)
    {
        var turn = new Turn(this, stream);
        Task before;
        lock (_gate)
        {
            before = _last.GetValueOrDefault(stream) ?? Task.CompletedTask;
            _last[stream] = turn.Ended;
        }

        if (before.IsCompleted) return turn;
        try
        {
            await before.WaitAsync(cancellationToken);
            await Task.Yield(); // Not on the time of whoever's turn ended.
            return turn;
        }
        catch (OperationCanceledException)
        {
            _ = before.ContinueWith(
                static (_, left) => ((Turn)left!).Dispose(), turn, CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw;
        }
    }

    private void End(Turn turn, StreamName stream)
    {
        lock (_gate)
            if (_last.GetValueOrDefault(stream) == turn.Ended) _last.Remove(stream);
    }

    internal sealed class Turn(StreamTurns turns, StreamName stream) : IDisposable
    {
        private readonly TaskCompletionSource _ended = new();

        public Task Ended => _ended.Task;

        public void Dispose()
        {
            turns.End(this, stream);
            _ended.TrySetResult();
        }
    }
}
