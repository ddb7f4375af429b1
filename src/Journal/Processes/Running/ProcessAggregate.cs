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
    private const int StateSchemaVersion = 3;

    public static Aggregate<ProcessState, ProcessCommand, ProcessEvent, ProcessRejection> Create(
        string category, Decider<ProcessState, ProcessCommand, ProcessEvent, ProcessRejection> decider, ProcessTeller? tell) =>
        new()
        {
            Category = category,
            Decider = decider,
            OccurredAt = recorded => recorded.At,
            Tell = tell is null ? null : told => tell(told),
            Snapshots = new SnapshotForm<ProcessState>(StateSchemaVersion, ProcessJson.Create().ProcessState, Every: 100),
        };
}
