using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Defining;

namespace Docket.Journal.Processes.Choreography;

/// <summary>What is wrong with a graph of events, found before any instance is lost in it.</summary>
public static class EventGraphCheck
{
    /// <summary>Every fault, each as a sentence; none for a sound graph.</summary>
    public static IEnumerable<string> Faults(EventGraph graph) => WithoutCompensation(graph).Concat(OfEvents(graph));

    /// <summary>The faults of the events alone; what steps lack is found with the definition.</summary>
    internal static IEnumerable<string> OfEvents(EventGraph graph) =>
        Unheard(graph).Concat(Untold(graph)).Concat(Cycles(graph)).Concat(Disordered(graph));

    private static IEnumerable<string> WithoutCompensation(EventGraph graph) =>
        from step in graph.Definition.Steps
        where step.Compensation is null or Compensation.None { Why: "" }
        let heard = graph.Flows.Where(flow => flow.Consumer == step.Name && flow.Direction == Direction.Back)
        select heard.Any()
            ? $"'{step.Name}' has no compensation, and has to go back when it hears "
                + $"{string.Join(" or ", heard.Select(flow => $"'{flow.Event}'"))}."
            : $"'{step.Name}' has no compensation, and has to go back when it comes too late.";

    private static IEnumerable<string> Unheard(EventGraph graph) =>
        from told in graph.Told
        where !graph.ConsumersOf(told.Name).Any()
        select $"'{told.Name}', which '{told.Producer}' tells, is consumed by nobody.";

    private static IEnumerable<string> Untold(EventGraph graph) =>
        from step in graph.Definition.Steps
        where graph.Before(step) is null
        select $"'{step.Name}' waits for '{step.ReactsTo}', which nobody tells.";

    /// <summary>A step that waits, over whatever is between, for what it tells itself.</summary>
    private static IEnumerable<string> Cycles(EventGraph graph)
    {
        foreach (var step in graph.Definition.Steps.AsEnumerable())
        {
            var (way, reached) = (new Queue<string>([step.Name]), new HashSet<string>());
            while (way.TryDequeue(out var from))
                foreach (var next in NextOf(graph, from))
                    if (reached.Add(next)) way.Enqueue(next);
            if (reached.Contains(step.Name))
                yield return $"'{step.Name}' reacts to what it sets off itself: its events go round in a cycle.";
        }
    }

    private static IEnumerable<string> NextOf(EventGraph graph, string producer) => graph.Flows
        .Where(flow => flow.Producer == producer && flow.Direction == Direction.Forward && flow.Consumer != EventGraph.Origin)
        .Select(flow => flow.Consumer);

    /// <summary>Both runtimes do the steps in the definition's order, so the events must lead along it.</summary>
    private static IEnumerable<string> Disordered(EventGraph graph)
    {
        var before = EventGraph.Origin;
        foreach (var step in graph.Definition.Steps.AsEnumerable())
        {
            if (graph.Before(step) is { } told && told != before)
                yield return $"'{step.Name}' waits for '{told}', and in the definition '{before}' comes before it.";
            before = step.Name;
        }
    }
}
