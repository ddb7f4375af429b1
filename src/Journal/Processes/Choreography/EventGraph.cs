using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Defining;
using Docket.Kernel;

namespace Docket.Journal.Processes.Choreography;

/// <summary>
/// Who tells what and who reacts to it, where nobody leads: read off the same definition that a leader would follow.
/// </summary>
/// <remarks>
/// A step reacts to what the step before tells; the first one to the instance's beginning. What is told on the way back
/// is heard by the step before, and by whoever began it after the first.
/// </remarks>
public sealed class EventGraph
{
    /// <summary>Who begins instances, and hears how they end.</summary>
    public const string Origin = "origin";

    private readonly Dictionary<string, List<EventFlow>> _consumers = new(StringComparer.Ordinal);

    private EventGraph(ProcessDefinition definition)
    {
        Definition = definition;
        Told = Tellings(definition).ToValueList();
        Flows = Told.SelectMany(told => Consumers(told).Select(consumer =>
            new EventFlow(told.Name, told.Producer, consumer, told.Direction))).Distinct().ToValueList();
        foreach (var flow in Flows)
        {
            if (!_consumers.TryGetValue(flow.Event, out var flows)) _consumers[flow.Event] = flows = [];
            flows.Add(flow);
        }
    }

    /// <summary>What it was read off.</summary>
    public ProcessDefinition Definition { get; }

    /// <summary>Every event, in the order of the steps.</summary>
    public ValueList<ToldEvent> Told { get; }

    /// <summary>Every event with each of its consumers.</summary>
    public ValueList<EventFlow> Flows { get; }

    /// <summary>Reads it off a definition; whether it is sound is <see cref="EventGraphCheck"/>'s to say.</summary>
    public static EventGraph Of(ProcessDefinition definition) => new(definition);

    /// <summary>Who reacts to an event, and how.</summary>
    public IReadOnlyList<EventFlow> ConsumersOf(string name) => _consumers.GetValueOrDefault(name) ?? [];

    /// <summary>The events that a step waits for, to be done.</summary>
    public IEnumerable<string> AwaitedBy(StepDefinition step)
    {
        var before = Before(step);
        return before is null && step.ReactsTo is { } unheard
            ? [unheard]
            : Told.Where(told => told.Producer == before && told.Direction == Direction.Forward).Select(told => told.Name);
    }

    /// <summary>Whose event a step waits for: a step's or the origin's. Null where nobody tells it.</summary>
    public string? Before(StepDefinition step)
    {
        if (step.ReactsTo is { } name)
            return Told.FirstOrDefault(told => told.Name == name && told.Direction == Direction.Forward)?.Producer;
        var at = Definition.Steps.ToList().IndexOf(step);
        return at == 0 ? Origin : Definition.Steps[at - 1].Name;
    }

    private static IEnumerable<ToldEvent> Tellings(ProcessDefinition definition)
    {
        yield return new ToldEvent(definition.Opens, Origin, Direction.Forward);
        foreach (var step in definition.Steps.AsEnumerable())
        {
            yield return new ToldEvent(step.Events.Done, step.Name, Direction.Forward);
            yield return new ToldEvent(step.Events.Refused, step.Name, step.Optional ? Direction.Forward : Direction.Back);
            yield return new ToldEvent(step.Events.Undone, step.Name, Direction.Back);
        }
    }

    private IEnumerable<string> Consumers(ToldEvent told)
    {
        if (told.Direction == Direction.Back)
            return Definition.Steps.Where(step => step.Name == told.Producer).Select(Before).OfType<string>();
        var waiting = Definition.Steps.Where(step => AwaitedBy(step).Contains(told.Name)).Select(step => step.Name);
        return Definition.Steps is [.., var last] && told.Producer == last.Name ? waiting.Append(Origin) : waiting;
    }
}
