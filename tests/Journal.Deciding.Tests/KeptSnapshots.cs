using System.Collections.Concurrent;
using Docket.Journal.Snapshots;
using Docket.Journal.Store;

namespace Docket.Journal.Deciding.Tests;

/// <summary>Snapshots in a dictionary that tests may tamper with.</summary>
internal sealed class KeptSnapshots : ISnapshotStore
{
    public ConcurrentDictionary<StreamName, Snapshot> Kept { get; } = [];

    public ValueTask<Snapshot?> LoadAsync(StreamName stream, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Kept.GetValueOrDefault(stream));

    public ValueTask SaveAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        Kept[snapshot.Stream] = snapshot;
        return ValueTask.CompletedTask;
    }
}
