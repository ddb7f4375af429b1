using System.Diagnostics.Metrics;
using System.Text.Json;
using Docket.Journal.Deciding;
using Docket.Journal.Store;

namespace Docket.Journal.Snapshots;

/// <summary>Takes a snapshot when enough events came since the last one. Nobody waits for it.</summary>
internal sealed class SnapshotWriter<TState>(ISnapshotStore store, SnapshotForm<TState> form)
    where TState : class
{
    private static readonly Meter Meter = new("Docket.Journal.Snapshots");
    private static readonly Counter<long> Failures = Meter.CreateCounter<long>(
        "docket.snapshots.failed", unit: "{snapshot}", description: "Snapshots that could not be kept; loading is slower without.");

    /// <summary>Starts a snapshot of this state where the policy wants one.</summary>
    /// <returns>The state, knowing of the new snapshot.</returns>
    public LoadedState<TState> TakeIfDue(StreamName stream, LoadedState<TState> loaded)
    {
        if (loaded.Version.Value - loaded.SnapshotVersion.Value < form.Every) return loaded;
        var bytes = JsonSerializer.SerializeToUtf8Bytes(loaded.State, form.JsonType);
        _ = SaveAsync(new Snapshot(stream, loaded.Version, form.SchemaVersion, bytes));
        return loaded with { SnapshotVersion = loaded.Version };
    }

    /// <summary>A snapshot that cannot be kept is done without: the journal has it all. The failure is counted.</summary>
    private async Task SaveAsync(Snapshot snapshot)
    {
        try
        {
            await store.SaveAsync(snapshot, CancellationToken.None);
        }
        catch (Exception failure) when (failure is IOException or JournalUnavailableException or ObjectDisposedException)
        {
            Failures.Add(1, new KeyValuePair<string, object?>("error", failure.GetType().Name));
        }
    }
}
