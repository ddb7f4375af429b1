using Docket.Journal.Serialization;
using Docket.Kernel;

namespace Docket.Journal.Store;

/// <summary>An append that waits in the group commit's queue, encoded by its caller so that encoding is done in parallel.</summary>
public sealed class PendingAppend
{
    private readonly TaskCompletionSource<AppendResult> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal PendingAppend(AppendRequest request, ValueList<EncodedEvent> events)
    {
        Request = request;
        Events = events;
        foreach (var encoded in events) Bytes += encoded.Data.Length + encoded.Metadata.Length + encoded.Type.Length;
    }

    /// <summary>What is asked.</summary>
    public AppendRequest Request { get; }

    /// <summary>Its events as bytes, in the same order.</summary>
    public ValueList<EncodedEvent> Events { get; }

    /// <summary>Payload, metadata and type bytes, for bounding a batch.</summary>
    public int Bytes { get; }

    /// <summary>What the committer found for this append; acknowledged to the caller only after the whole batch is durable.</summary>
    public AppendResult? Result { get; set; }

    internal Task<AppendResult> Answer => _answer.Task;

    internal void Acknowledge() => _answer.TrySetResult(
        Result ?? throw new InvalidOperationException("The committer left an append of the batch without a result."));

    internal void Fail(Exception failure) => _answer.TrySetException(failure);
}
