using System.Collections.Concurrent;
using Docket.Journal.Snapshots;
using Docket.Journal.Store;

namespace Docket.Application.Tests.Orders;

/// <summary>Snapshots in memory, and a signal for the first of a stream, since they are taken on the side.</summary>
internal sealed class MemorySnapshots : ISnapshotStore
{
    private readonly ConcurrentDictionary<StreamName, Snapshot> _byStream = new();
    private readonly ConcurrentDictionary<StreamName, TaskCompletionSource<Snapshot>> _first = new();

    public Task<Snapshot> AnyTakenAsync(StreamName stream, CancellationToken cancellationToken) =>
        FirstOf(stream).Task.WaitAsync(cancellationToken);

    public void Forget() => _byStream.Clear();

    public ValueTask<Snapshot?> LoadAsync(StreamName stream, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_byStream.GetValueOrDefault(stream));

    public ValueTask SaveAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        _byStream.AddOrUpdate(
            snapshot.Stream, snapshot, (_, kept) => kept.Version > snapshot.Version ? kept : snapshot);
        FirstOf(snapshot.Stream).TrySetResult(snapshot);
        return ValueTask.CompletedTask;
    }

    private TaskCompletionSource<Snapshot> FirstOf(StreamName stream) => _first.GetOrAdd(
        stream, _ => new TaskCompletionSource<Snapshot>(TaskCreationOptions.RunContinuationsAsynchronously));
}
