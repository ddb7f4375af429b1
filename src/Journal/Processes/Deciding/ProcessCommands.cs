using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Participants;

namespace Docket.Journal.Processes.Deciding;

/// <summary>What somebody wants of an instance.</summary>
public abstract record ProcessCommand
{
    private protected ProcessCommand() { }

    /// <summary>When, UTC; becomes the events'.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The id of the event that somebody heard and acts on; null where it was none.</summary>
    public string? Cause { get; init; }
}

/// <summary>Begins an instance.</summary>
public sealed record StartProcess(string Id, string Definition, int Version, JsonText Input, string? Correlation)
    : ProcessCommand;

/// <summary>Begins an instance that nobody leads.</summary>
public sealed record StartChoreography(string Id, string Definition, int Version, JsonText Input, string? Correlation)
    : ProcessCommand;

/// <summary>A participant heard that its step's turn has come.</summary>
public sealed record StartPart(string Step, Brief Brief) : ProcessCommand;

/// <summary>A participant heard that what followed its step was taken back.</summary>
/// <param name="Reason">What it heard.</param>
public sealed record TakeBack(string Reason) : ProcessCommand;

/// <summary>The last event of an instance that nobody leads was heard.</summary>
/// <param name="Status">What it comes to.</param>
public sealed record EndChoreography(string Status) : ProcessCommand;

/// <summary>Takes the next step, where nothing is under way.</summary>
public sealed record Advance : ProcessCommand;

/// <summary>Asks again what was asked by somebody who did not come back.</summary>
/// <param name="Try">The try without an answer.</param>
public sealed record AskAgain(int Try) : ProcessCommand;

/// <summary>Writes down how a try ended, and takes the next step.</summary>
/// <param name="Step">Which step.</param>
/// <param name="Kind">To do it or to undo it.</param>
/// <param name="Try">Which try; an answer to a former one counts for nothing.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Chance">0-1, for the pause before the next try.</param>
public sealed record RecordOutcome(string Step, CallKind Kind, int Try, StepOutcome Outcome, double Chance) : ProcessCommand;

/// <summary>A timer is due.</summary>
public sealed record FireTimer(string Timer) : ProcessCommand;

/// <summary>A person says how an instance that waits for one goes on.</summary>
public sealed record DecideForProcess(PersonsChoice Choice, string? Reason) : ProcessCommand;
