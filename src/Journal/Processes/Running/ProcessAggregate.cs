using Docket.Journal.Deciding;
using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Serialization;
using Docket.Kernel;

namespace Docket.Journal.Processes.Running;

/// <summary>Binds the rules of processes to their streams and snapshots.</summary>
internal static class ProcessAggregate
{
    /// <summary>
    /// Raise it when <see cref="ProcessState"/> or its fold changes: older snapshots are then ignored.
    /// </summary>
    private const int StateSchemaVersion = 1;

    public static Aggregate<ProcessState, ProcessCommand, ProcessEvent, ProcessRejection> Create(
        Decider<ProcessState, ProcessCommand, ProcessEvent, ProcessRejection> decider) => new()
        {
            Category = ProcessWireNames.Category,
            Decider = decider,
            OccurredAt = recorded => recorded.At,
            Snapshots = new SnapshotForm<ProcessState>(StateSchemaVersion, ProcessJson.Create().ProcessState, Every: 100),
        };
}
