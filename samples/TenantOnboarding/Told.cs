using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Defining;

namespace TenantOnboarding;

/// <summary>What happened to an onboarding, for people.</summary>
internal static class Told
{
    /// <summary>A line; null where it is nothing to tell.</summary>
    public static string? Of(ProcessEvent happened) => happened switch
    {
        StepSucceeded { Kind: CallKind.Action } e => $"{e.Step}: done{(e.Output is { } output ? $", {output}" : "")}",
        StepSucceeded e => $"{e.Step}: undone",
        StepFailedForNow { Try: 1 } e => $"{e.Step}: {e.Reason}; asked again now and then",
        StepOutcomeUnknown e => $"{e.Step}: nobody knows; {e.Reason}",
        StepRefused e => $"{e.Step}: refused; {e.Reason}",
        StepSkipped e => $"{e.Step}: left out; {e.Reason}",
        CompensationBegun e => $"taken back: {e.Reason}",
        StoppedForPerson e => $"{e.Step}: waits for a person; {e.Reason}",
        _ => null,
    };
}
