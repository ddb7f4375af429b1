using System.Threading.Tasks.Sources;
using Docket.Journal.Serialization;
using Docket.Kernel;

namespace Docket.Journal.Store;

/// <summary>
/// An append that waits in the group commit's queue, encoded by its caller so that encoding is done in parallel.
/// </summary>
/// <remarks>
/// It is its caller's awaitable itself, because at hundreds of thousands of appends a second each further object
/// counts.
/// </remarks>
public sealed class PendingAppend : IValueTaskSource<AppendResult>
{
    private ManualResetValueTaskSourceCore<AppendResult> _answer = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _givingUp;
    private int _answered;

    internal PendingAppend(AppendRequest request, ValueList<EncodedEvent> events, int bytes)
    {
        Request = request;
        Events = events;
        Bytes = bytes;
    }

    /// <summary>What is asked.</summary>
    public AppendRequest Request { get; }

    /// <summary>Its events as bytes, in the same order.</summary>
    public ValueList<EncodedEvent> Events { get; }

    /// <summary>Payload, metadata and type bytes, for bounding a batch.</summary>
    public int Bytes { get; }

    /// <summary>
    /// What the committer found for this append; acknowledged to the caller only after the whole batch is durable.
    /// </summary>
    public AppendResult? Result { get; set; }

    /// <summary>
    /// Why this append alone could not be decided, such as damage that its look-up met. Takes the place of a result.
    /// </summary>
    public Exception? Failure { get; set; }

    /// <summary>The answer, to be awaited once.</summary>
    internal ValueTask<AppendResult> Answer => new(this, _answer.Version);

    /// <summary>
    /// Lets the caller stop waiting. Called before the append is queued, so that it cannot be answered before.
    /// </summary>
    internal void GiveUpOn(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
            _givingUp = cancellationToken.UnsafeRegister(
                static (pending, token) => ((PendingAppend)pending!).Fail(new OperationCanceledException(token)), this);
    }

    internal void Acknowledge()
    {
        if (IsFirstAnswer()) SetAnswer();
    }

    /// <summary>The caller goes on in this thread, before this returns.</summary>
    internal void AcknowledgeHere()
    {
        if (!IsFirstAnswer()) return;
        _answer.RunContinuationsAsynchronously = false;
        SetAnswer();
    }

    internal void Fail(Exception failure)
    {
        if (IsFirstAnswer()) _answer.SetException(failure);
    }

    private bool IsFirstAnswer() => Interlocked.Exchange(ref _answered, 1) == 0;

    private void SetAnswer()
    {
        if (Failure is not null)
            _answer.SetException(Failure);
        else if (Result is not null)
            _answer.SetResult(Result);
        else
            _answer.SetException(
                new InvalidOperationException("The committer left an append of the batch without a result."));
    }

    AppendResult IValueTaskSource<AppendResult>.GetResult(short token)
    {
        _givingUp.Dispose();
        return _answer.GetResult(token);
    }

    ValueTaskSourceStatus IValueTaskSource<AppendResult>.GetStatus(short token) => _answer.GetStatus(token);

    void IValueTaskSource<AppendResult>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _answer.OnCompleted(continuation, state, token, flags);
}
