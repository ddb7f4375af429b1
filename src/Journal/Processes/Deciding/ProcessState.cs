using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Participants;
using Docket.Kernel;

namespace Docket.Journal.Processes.Deciding;

/// <summary>Where an instance stands.</summary>
public sealed record ProcessState
{
    /// <summary>Which way it goes.</summary>
    public ProcessPhase Phase { get; init; }

    /// <summary>The instance's id.</summary>
    public string Id { get; init; } = "";

    /// <summary>The process's name.</summary>
    public string Definition { get; init; } = "";

    /// <summary>The definition's version.</summary>
    public int Version { get; init; }

    /// <summary>What it is about.</summary>
    public JsonText Input { get; init; }

    /// <summary>Ties together everything one request set off.</summary>
    public string? Correlation { get; init; }

    /// <summary>Whether nobody leads it: its participants' parts are in streams of their own.</summary>
    public bool Choreographed { get; init; }

    /// <summary>The step that is a participant's part in the instance; null for the whole.</summary>
    public string? Part { get; init; }

    /// <summary>What the participants before this one answered; of a part only.</summary>
    public ValueList<StepOutput> Given { get; init; }

    /// <summary>Until when it may go forward, where that was told; of a part only.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>One of <see cref="ProcessStatus"/>, or what the last step brought.</summary>
    public string Status { get; init; } = ProcessStatus.Pending;

    /// <summary>The steps that were begun, in the order they were.</summary>
    public ValueList<StepProgress> Steps { get; init; }

    /// <summary>What was asked and not answered yet.</summary>
    public CallInFlight? InFlight { get; init; }

    /// <summary>What it waits for by the clock.</summary>
    public ValueList<PendingTimer> Timers { get; init; }

    /// <summary>What a person has to decide; null where nobody has to.</summary>
    public Attention? Waiting { get; init; }

    /// <summary>Why it is taken back; null where it is not.</summary>
    public string? TakenBackFor { get; init; }

    /// <summary>Whether its time to go forward is over.</summary>
    public bool IsOverdue { get; init; }

    /// <summary>Whether the next step can be taken at once.</summary>
    public bool IsReady =>
        Phase is ProcessPhase.Forward or ProcessPhase.Back && !Choreographed && InFlight is null && Waiting is null
        && !Awaits(ProcessTimers.Retry) && !Awaits(ProcessTimers.Pause);

    /// <summary>Whether a timer is set.</summary>
    public bool Awaits(string timer)
    {
        foreach (var pending in Timers)
            if (pending.Timer == timer) return true;
        return false;
    }

    /// <summary>How far a step has come; null where it was not begun.</summary>
    public StepProgress? Progress(string step)
    {
        foreach (var progress in Steps)
            if (progress.Step == step) return progress;
        return null;
    }
}

/// <summary>Which way an instance goes.</summary>
public enum ProcessPhase
{
    /// <summary>It was not started.</summary>
    None,

    /// <summary>Step by step to its end.</summary>
    Forward,

    /// <summary>A participant's step is settled, and it was told; it may still have to be undone.</summary>
    Resting,

    /// <summary>Undoing.</summary>
    Back,

    /// <summary>Nothing follows.</summary>
    Ended,
}

/// <summary>A call that was written down as made.</summary>
public sealed record CallInFlight(string Step, CallKind Kind, int Try, string Key);

/// <summary>A timer that was set and has not fired.</summary>
public readonly record struct PendingTimer(string Timer, DateTimeOffset Due);

/// <summary>What a person has to look at.</summary>
public sealed record Attention(string Step, CallKind Kind, string Reason, bool Failed, DateTimeOffset Since);
