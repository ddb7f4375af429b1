namespace Docket.Host.Composition.Kafka;

/// <summary>Lets nobody write or read before the topics were seen to be as they must be.</summary>
internal sealed class TopicGate
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string _why = "the brokers have not been asked yet";

    public bool IsOpen => _open.Task.IsCompleted;

    /// <summary>Why it is closed, while it is.</summary>
    public string Why => Volatile.Read(ref _why);

    public void Close(string why) => Volatile.Write(ref _why, why);

    /// <summary>Opens it, for good.</summary>
    public void Open() => _open.TrySetResult();

    /// <summary>Waits until it is open.</summary>
    public Task PassAsync(CancellationToken cancellationToken) => _open.Task.WaitAsync(cancellationToken);
}
