using Docket.Journal.Processes.Choreography;
using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Serialization;
using Docket.Journal.Serialization;
using Docket.Journal.Store;

namespace Docket.Journal.Processes.Running;

/// <summary>What of a journal a host runs: whole instances that it leads, or one participant's parts of them.</summary>
/// <param name="LeasePrefix">Names the leases that hosts of this scope share.</param>
/// <param name="Filter">The events to follow.</param>
/// <param name="Listening">Who it is where nobody leads; null for whole instances.</param>
internal sealed record Scope(string LeasePrefix, EventFilter Filter, Listening? Listening)
{
    /// <summary>Whole instances.</summary>
    public static Scope Whole(EventCodec codec) => new("saga", codec.FilterFor(ProcessCodec.LedEventTypes), null);

    /// <summary>One participant's parts.</summary>
    public static Scope PartsOf(string participant, Role role, EventCodec codec) =>
        new(
            $"saga-part/{participant}",
            codec.FilterFor(participant == EventGraph.Origin ? ProcessCodec.OriginEventTypes : ProcessCodec.PartEventTypes),
            new Listening(role, new Heard()));

    /// <summary>Whether this host may go on with an instance.</summary>
    public bool Runs(ProcessState state) => Listening?.Role.Runs(state) ?? !state.Choreographed;
}

/// <summary>Somebody who reacts to public events.</summary>
internal sealed record Listening(Role Role, Heard Heard);
