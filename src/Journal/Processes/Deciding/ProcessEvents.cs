using Docket.Journal.Processes.Defining;

namespace Docket.Journal.Processes.Deciding;

/// <summary>What happened to one instance of a process. Stored for ever: add a case, never change one.</summary>
/// <remarks>They hold all that the state is folded from, so that reading a stream needs no definition.</remarks>
public abstract record ProcessEvent
{
    private protected ProcessEvent() { }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>An instance began.</summary>
/// <param name="Id">The instance's id, as in its stream's name; the participants' keys are made of it.</param>
/// <param name="Definition">The process's name.</param>
/// <param name="Version">The definition's version; the instance finishes on it.</param>
/// <param name="Input">What it is about.</param>
/// <param name="Correlation">Ties together everything one request set off.</param>
public sealed record ProcessStarted(string Id, string Definition, int Version, JsonText Input, string? Correlation)
    : ProcessEvent;

/// <summary>An instance began that nobody leads: its participants hear of it, and of each other.</summary>
/// <param name="Name">The public event that this is.</param>
/// <param name="Brief">What the first participant needs to know.</param>
public sealed record ChoreographyStarted(string Name, Brief Brief) : ProcessEvent;

/// <summary>A participant heard the event that its step waits for. The first event of its own stream.</summary>
/// <param name="Step">The step that is its part in the instance.</param>
/// <param name="Brief">What it was told.</param>
public sealed record PartStarted(string Step, Brief Brief) : ProcessEvent;

/// <summary>A participant told all others how its step ended, and does nothing more before it hears of another.</summary>
/// <param name="Name">The public event that this is; one of the step's <see cref="StepEvents"/>.</param>
/// <param name="Step">Which step.</param>
/// <param name="Direction">Whether the instance goes on from here, or back.</param>
/// <param name="Brief">What the next participant needs to know.</param>
public sealed record StepTold(string Name, string Step, Direction Direction, Brief Brief) : ProcessEvent;

/// <summary>
/// A participant is about to be asked. Written before it is, so that a crash leads to asking again with the same key.
/// </summary>
/// <param name="Step">Which step.</param>
/// <param name="Kind">To do it or to undo it.</param>
/// <param name="Try">From 1; counts what was asked, answered or not.</param>
/// <param name="Key">The idempotency key, the same for every try.</param>
public sealed record StepTried(string Step, CallKind Kind, int Try, string Key) : ProcessEvent;

/// <summary>The step is done or undone.</summary>
/// <param name="Step">Which step.</param>
/// <param name="Kind">Done or undone.</param>
/// <param name="Try">The try that brought it.</param>
/// <param name="Output">What the participant answered.</param>
/// <param name="Status">The status that this brings the process to, if any.</param>
public sealed record StepSucceeded(string Step, CallKind Kind, int Try, JsonText? Output, string? Status) : ProcessEvent;

/// <summary>The step will not be done, or not be undone.</summary>
public sealed record StepRefused(string Step, CallKind Kind, int Try, string Reason) : ProcessEvent;

/// <summary>The step was not done by this try.</summary>
public sealed record StepFailedForNow(string Step, CallKind Kind, int Try, string Reason) : ProcessEvent;

/// <summary>Nobody knows what this try did.</summary>
public sealed record StepOutcomeUnknown(string Step, CallKind Kind, int Try, string Reason) : ProcessEvent;

/// <summary>The process goes on without the step, or without undoing it.</summary>
public sealed record StepSkipped(string Step, CallKind Kind, string Reason) : ProcessEvent;

/// <summary>From here on what was done is undone, last to first.</summary>
public sealed record CompensationBegun(string Reason) : ProcessEvent;

/// <summary>The instance waits for a time.</summary>
/// <param name="Timer">Which of <see cref="ProcessTimers"/>.</param>
/// <param name="Due">When, UTC.</param>
public sealed record TimerSet(string Timer, DateTimeOffset Due) : ProcessEvent;

/// <summary>The time came. A timer that was set fires once or is overtaken.</summary>
public sealed record TimerFired(string Timer) : ProcessEvent;

/// <summary>The engine does not know what is right: a person has to decide.</summary>
/// <param name="Step">The step it stands at.</param>
/// <param name="Kind">In doing or in undoing.</param>
/// <param name="Reason">What happened.</param>
/// <param name="Failed">Whether it cannot be undone; otherwise it is in doubt whether it was done.</param>
public sealed record StoppedForPerson(string Step, CallKind Kind, string Reason, bool Failed) : ProcessEvent;

/// <summary>A person decided how an instance goes on.</summary>
public sealed record PersonDecided(PersonsChoice Choice, string? Reason) : ProcessEvent;

/// <summary>Nothing will follow.</summary>
/// <param name="Status"><see cref="ProcessStatus.Completed"/> or <see cref="ProcessStatus.Compensated"/>.</param>
public sealed record ProcessEnded(string Status) : ProcessEvent;
