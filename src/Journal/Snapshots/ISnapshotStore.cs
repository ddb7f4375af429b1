using Docket.Journal.Store;

namespace Docket.Journal.Snapshots;

/// <summary>Keeps the latest snapshot of each stream.</summary>
public interface ISnapshotStore
{
    /// <summary>The latest snapshot, or null where there is none.</summary>
    ValueTask<Snapshot?> LoadAsync(StreamName stream, CancellationToken cancellationToken);

    /// <summary>Replaces the stream's snapshot, unless a newer one is kept. Need not be durable when it returns.</summary>
    ValueTask SaveAsync(Snapshot snapshot, CancellationToken cancellationToken);
}
