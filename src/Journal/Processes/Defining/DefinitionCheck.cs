using System.Text.RegularExpressions;
using Docket.Journal.Processes.Choreography;

namespace Docket.Journal.Processes.Defining;

/// <summary>What is wrong with a definition, found before any instance meets it.</summary>
public static partial class DefinitionCheck
{
    /// <summary>Every fault, each as a sentence; none for a sound definition.</summary>
    public static IEnumerable<string> Faults(ProcessDefinition definition)
    {
        if (!Name().IsMatch(definition.Name)) yield return $"'{definition.Name}' is no name for a process: {NameRule}.";
        if (definition.Version < 1) yield return $"{definition}: versions count from 1.";
        if (definition.Steps.Count == 0) yield return $"{definition} has no step.";
        if (definition.Deadline <= TimeSpan.Zero) yield return $"{definition} has no time-out: say Within.";
        foreach (var twice in definition.Steps.GroupBy(step => step.Name, StringComparer.Ordinal)
            .Where(same => same.Count() > 1))
            yield return $"{definition} has {twice.Count()} steps named '{twice.Key}'.";
        foreach (var fault in definition.Steps.SelectMany(FaultsOf)) yield return $"{definition}, step {fault}";
        foreach (var fault in EventGraphCheck.OfEvents(EventGraph.Of(definition))) yield return $"{definition}: {fault}";
    }

    private const string NameRule = "lower-case letters, digits and hyphens, 1-40";

    private static IEnumerable<string> FaultsOf(StepDefinition step)
    {
        if (!Name().IsMatch(step.Name)) yield return $"'{step.Name}': that is no name for a step: {NameRule}.";
        if (step.Name == EventGraph.Origin || step.Participant is EventGraph.Origin or Role.Clock)
            yield return $"'{step.Name}': '{EventGraph.Origin}' and '{Role.Clock}' are the engine's own names.";
        if ((step.Participant is null) == (step.Pause is null))
            yield return $"'{step.Name}' wants a participant, or a pause, and not both.";
        if (step.Pause <= TimeSpan.Zero) yield return $"'{step.Name}' rests for no time.";
        if (step.Compensation is null or Compensation.None { Why: "" })
            yield return $"'{step.Name}' has no compensation and does not say why: say UndoneBy or NotUndone.";
        if (step is { Optional: true, Compensation: Compensation.Undo })
            yield return $"'{step.Name}' is optional and has something to undo: "
                + "what is given up in doubt must leave nothing behind.";
        foreach (var fault in FaultsOf(step.Retry)) yield return $"'{step.Name}': {fault}";
        if (step.Compensation is not Compensation.Undo undo) yield break;
        if (!Name().IsMatch(undo.Name)) yield return $"'{step.Name}': '{undo.Name}' is no name: {NameRule}.";
        foreach (var fault in FaultsOf(undo.Retry)) yield return $"'{step.Name}', compensation: {fault}";
    }

    private static IEnumerable<string> FaultsOf(RetryPolicy retry)
    {
        if (retry.TriesMax < 1) yield return "it is never tried.";
        if (retry.TryTimeout <= TimeSpan.Zero) yield return "a try has no time-out.";
        if (retry.Timeout < retry.TryTimeout) yield return "all tries together have less time than one.";
        if (retry.DelayFirst <= TimeSpan.Zero || retry.DelayMax < retry.DelayFirst)
            yield return "the pauses between tries must grow from above nothing.";
        if (retry.JitterShare is not (>= 0 and <= 1)) yield return "the share of chance is 0-1.";
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,39}$")]
    private static partial Regex Name();
}
