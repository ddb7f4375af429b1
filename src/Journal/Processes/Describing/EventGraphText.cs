using System.Globalization;
using System.Text;
using Docket.Journal.Processes.Choreography;
using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Defining;

namespace Docket.Journal.Processes.Describing;

/// <summary>A graph of events as text for people.</summary>
public static class EventGraphText
{
    /// <summary>What the columns of <see cref="Rows"/> are.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["event", "told by", "heard by", "who then does"];

    /// <summary>Each event with who tells it, who hears it, and what that one then does.</summary>
    public static IEnumerable<IReadOnlyList<string>> Rows(EventGraph graph) => graph.Flows.Select(flow =>
        (IReadOnlyList<string>)
        [flow.Event, NameOf(graph, flow.Producer), NameOf(graph, flow.Consumer), ReactionTo(graph, flow)]);

    /// <summary>A Mermaid flowchart: full lines go forward, broken ones back.</summary>
    public static string Mermaid(EventGraph graph)
    {
        var text = new StringBuilder("flowchart LR\n  origin([whoever began it])\n");
        var steps = graph.Definition.Steps;
        for (var i = 0; i < steps.Count; i++)
            text.Append(Line($"  {IdOf(i)}[\"{NameOf(graph, steps[i].Name)}<br/>{steps[i].Name}\"]"));
        foreach (var flow in graph.Flows)
        {
            var (from, to) = (IdOf(graph, flow.Producer), IdOf(graph, flow.Consumer));
            text.Append(Line(flow.Direction == Direction.Forward
                ? $"  {from} -- {flow.Event} --> {to}"
                : $"  {from} -. {flow.Event} .-> {to}"));
        }

        return text.ToString();
    }

    private static string NameOf(EventGraph graph, string producer) =>
        producer == EventGraph.Origin ? "whoever began it" : graph.Definition.Step(producer).Participant ?? "the clock";

    private static string ReactionTo(EventGraph graph, EventFlow flow) => (flow.Consumer, flow.Direction) switch
    {
        (EventGraph.Origin, Direction.Forward) => "completed",
        (EventGraph.Origin, _) => "compensated",
        (var step, Direction.Forward) => step,
        (var step, _) => graph.Definition.Step(step).Compensation is Compensation.Undo undo ? undo.Name : "nothing: it stays",
    };

    private static string IdOf(EventGraph graph, string producer) => producer == EventGraph.Origin
        ? "origin"
        : IdOf(graph.Definition.Steps.Select(step => step.Name).ToList().IndexOf(producer));

    private static string IdOf(int step) => string.Create(CultureInfo.InvariantCulture, $"step{step + 1}");

    private static string Line(string text) => text + "\n";
}
