using Docket.Journal.Processes.Defining;

namespace Docket.Journal.Processes.Deciding;

/// <summary>How far one step has come.</summary>
/// <param name="Step">Which step.</param>
/// <param name="Stage">What is known of it.</param>
public sealed record StepProgress(string Step, StepStage Stage)
{
    /// <summary>How often it was asked for, in the direction it goes.</summary>
    public int Tries { get; init; }

    /// <summary>Answers that were no success, since a person last had it asked again.</summary>
    public int Failures { get; init; }

    /// <summary>When the first of those tries was, or the first after whoever asked was gone.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Whether a try may have taken effect without our knowing.</summary>
    public bool IsInDoubt { get; init; }

    /// <summary>What the action answered.</summary>
    public JsonText? Output { get; init; }

    /// <summary>
    /// Whether taking the process back must see to this step: whatever was asked for and not refused.
    /// </summary>
    /// <remarks>
    /// Also what only ever failed for now. A copy of its request may still be on the way, and would take effect after
    /// everybody has gone; undoing it makes the participant refuse that copy.
    /// </remarks>
    public bool WantsUndoing => Stage is StepStage.Trying or StepStage.Done or StepStage.Undoing;

    internal bool IsIn(CallKind kind) => Stage == (kind == CallKind.Action ? StepStage.Trying : StepStage.Undoing);
}

/// <summary>What is known of a step.</summary>
public enum StepStage
{
    /// <summary>It is being asked for.</summary>
    Trying,

    /// <summary>It is done.</summary>
    Done,

    /// <summary>It will not be done.</summary>
    Refused,

    /// <summary>The process went on without it.</summary>
    Skipped,

    /// <summary>It is being undone.</summary>
    Undoing,

    /// <summary>It was done and is undone.</summary>
    Undone,

    /// <summary>It was done and stays.</summary>
    Kept,
}
