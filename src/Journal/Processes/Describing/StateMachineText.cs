using System.Text;
using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Defining;

namespace Docket.Journal.Processes.Describing;

/// <summary>The statuses of a process and the ways between them as a Mermaid diagram.</summary>
public static class StateMachineText
{
    /// <summary>A Mermaid state diagram, read off the definition.</summary>
    public static string Mermaid(ProcessDefinition definition)
    {
        var text = new StringBuilder("stateDiagram-v2\n");
        Way(text, "[*]", ProcessStatus.Pending, "started");
        var status = ProcessStatus.Pending;
        var back = new List<string>();
        foreach (var step in definition.Steps)
        {
            if (!step.Optional) back.Add(status);
            Way(text, status, step.Brings ?? status, step.Optional ? $"{step.Name}, or without it" : step.Name);
            status = step.Brings ?? status;
        }

        Way(text, status, ProcessStatus.Completed, "every step is done");
        foreach (var from in back.Distinct()) Way(text, from, ProcessStatus.Compensating, "refused, given up or too late");
        Way(text, ProcessStatus.Compensating, ProcessStatus.Compensated, "undone, last to first");
        Way(text, ProcessStatus.Compensating, ProcessStatus.Failed, "cannot be undone: a person");
        Way(text, ProcessStatus.Failed, ProcessStatus.Compensating, "resume, skip, compensate");
        Way(text, ProcessStatus.Completed, "[*]", null);
        Way(text, ProcessStatus.Compensated, "[*]", null);
        return text.ToString();
    }

    private static void Way(StringBuilder text, string from, string to, string? why) =>
        text.Append("  ").Append(from).Append(" --> ").Append(to).Append(why is null ? "" : $": {why}").Append('\n');
}
