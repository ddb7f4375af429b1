using Docket.Journal.Leasing;
using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Participants;
using Docket.Journal.Snapshots;
using Docket.Journal.Store;
using Docket.Kernel;

namespace Docket.Journal.Processes.Running;

/// <summary>What a host works with.</summary>
internal sealed record HostParts(
    IEventStore Store, ProcessCatalog Catalog, Decider<ProcessState, ProcessCommand, ProcessEvent, ProcessRejection> Decider,
    IReadOnlyDictionary<string, IParticipant> Participants, ILeases Leases, ProcessHostOptions Options,
    ISnapshotStore? Snapshots)
{
    /// <exception cref="InvalidOperationException">A definition names a participant that is not given.</exception>
    public void CheckParticipants()
    {
        var missing = Catalog.All.SelectMany(definition => definition.Steps).Select(step => step.Participant)
            .Where(name => name is not null && !Participants.ContainsKey(name)).Distinct().ToList();
        if (missing.Count > 0)
            throw new InvalidOperationException($"No participant is named {string.Join(", ", missing)}.");
    }
}
