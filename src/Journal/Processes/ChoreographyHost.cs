using Docket.Journal.Leasing;
using Docket.Journal.Processes.Choreography;
using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Participants;
using Docket.Journal.Processes.Running;
using Docket.Journal.Serialization;
using Docket.Journal.Snapshots;
using Docket.Journal.Store;

namespace Docket.Journal.Processes;

/// <summary>
/// Plays participants where nobody leads: each reacts to public events, does its step with the same retries and time-outs
/// as under a leader, and tells how it ended. Together, or each in a process of its own.
/// </summary>
/// <remarks>
/// Every participant has streams, leases and timers of its own and knows the others by their events only. What it must not
/// forget is in its streams: kill it at any moment, and let events come twice or in another order.
/// </remarks>
public sealed class ChoreographyHost : IAsyncDisposable
{
    private readonly IReadOnlyList<ProcessHost> _players;

    /// <summary>Prepares; nothing runs yet.</summary>
    /// <param name="store">The journal; whoever made it closes it, after this host.</param>
    /// <param name="codec">The journal's codec.</param>
    /// <param name="catalog">Every definition that instances run on, former versions too.</param>
    /// <param name="participants">Those that are played here, by the names that the definitions use.</param>
    /// <param name="leases">Shared by all processes on this journal.</param>
    /// <param name="options">Time, chance, log and bounds.</param>
    /// <param name="snapshots">Spares replays of long streams; null for none.</param>
    public ChoreographyHost(
        IEventStore store, EventCodec codec, ProcessCatalog catalog,
        IReadOnlyDictionary<string, IParticipant> participants, ILeases leases, ProcessHostOptions options, ISnapshotStore? snapshots)
        : this(new HostParts(store, catalog, Process.Decider(catalog), participants, leases, options, snapshots), codec)
    {
    }

    /// <summary>For tests that plant a bug in the rules.</summary>
    internal ChoreographyHost(HostParts parts, EventCodec codec) =>
        _players = [.. NamesOf(parts).Select(name => PlayerOf(parts, name, codec))];

    /// <summary>Timers held in memory: those that are set, and overtaken ones that are not due yet.</summary>
    public int TimersHeld => _players.Sum(player => player.TimersHeld);

    /// <summary>Why a participant cannot keep its share now, as a sentence; null while all can.</summary>
    public string? Failure => _players.Select(player => player.Failure).FirstOrDefault(failure => failure is not null);

    /// <summary>Begins to listen, and to take a share of the instances for each participant.</summary>
    public void Start()
    {
        foreach (var host in _players) host.Start();
    }

    /// <summary>Stops: tries without an answer are left to whoever comes next, and the leases are given back.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var host in _players) await host.DisposeAsync();
    }

    /// <summary>Who is played here; steps that rest, and the beginnings and ends of instances, are anybody's to play.</summary>
    private static IEnumerable<string> NamesOf(HostParts parts)
    {
        var rests = parts.Catalog.All.Any(definition => definition.Steps.Any(step => step.Pause is not null));
        return [.. parts.Participants.Keys, .. rests ? (string[])[Role.Clock] : [], EventGraph.Origin];
    }

    private static ProcessHost PlayerOf(HostParts parts, string name, EventCodec codec) =>
        new(parts, Scope.PartsOf(name, new Role(parts.Catalog, name), codec));
}
