using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Store;

namespace Docket.Journal.Processes.Choreography;

/// <summary>One who takes part where nobody leads: which streams are its own, and which public events it reacts to.</summary>
/// <param name="catalog">The definitions that say so.</param>
/// <param name="participant">
/// Who; <see cref="EventGraph.Origin"/> for whoever begins instances, <see cref="Clock"/> for steps that only rest.
/// </param>
internal sealed class Role(ProcessCatalog catalog, string participant)
{
    public const string Clock = "clock";

    private readonly HashSet<string> _steps = [.. catalog.All.SelectMany(definition => definition.Steps)
        .Where(step => NameOf(step) == participant).Select(step => step.Name)];

    /// <summary>Who does a step.</summary>
    public static string NameOf(StepDefinition step) => step.Participant ?? Clock;

    /// <summary>Whether a stream may be its own; another version of a process may give the step to somebody else.</summary>
    public bool MayRun(StreamName stream) => participant == EventGraph.Origin
        ? !PartStreams.IsPart(stream)
        : PartStreams.IsPart(stream) && _steps.Contains(PartStreams.StepOf(stream));

    /// <summary>Whether an instance is its own to go on with.</summary>
    public bool Runs(ProcessState state) => state switch
    {
        { Phase: ProcessPhase.None } => true, // Only an event that it heard says otherwise.
        { Part: { } part } => catalog.Find(state.Definition, state.Version)?.Only(part) is { Steps: [var step] }
            && NameOf(step) == participant,
        _ => state.Choreographed && participant == EventGraph.Origin,
    };

    /// <summary>Its streams that have to hear of an event; none for what is none of its business.</summary>
    public IEnumerable<(StreamName Stream, Direction Direction)> ConsumersOf(RecordedEvent recorded) => recorded.Payload switch
    {
        ChoreographyStarted e => ConsumersOf(e.Name, e.Brief),
        StepTold e => ConsumersOf(e.Name, e.Brief),
        _ => [],
    };

    private IEnumerable<(StreamName, Direction)> ConsumersOf(string name, Brief brief)
    {
        if (catalog.FindGraph(brief.Definition, brief.Version) is not { } graph) yield break;
        foreach (var flow in graph.ConsumersOf(name))
            if (flow.Consumer == EventGraph.Origin && participant == EventGraph.Origin)
                yield return (ProcessService.StreamOf(brief.Id), flow.Direction);
            else if (flow.Consumer != EventGraph.Origin && NameOf(graph.Definition.Step(flow.Consumer)) == participant)
                yield return (PartStreams.Of(brief.Id, flow.Consumer), flow.Direction);
    }
}
