using Docket.Journal.Processes.Defining;
using Docket.Kernel;

namespace Docket.Journal.Processes.Deciding;

/// <summary>What the passing of time means for the process.</summary>
internal static class TimerRules
{
    public static void SetDeadline(Unfolding process) =>
        process.Add(new TimerSet(ProcessTimers.Deadline, process.At + process.Definition.Deadline) { At = process.At });

    /// <summary>An answer that comes after the deadline counts, and the way forward ends with it.</summary>
    public static void FireDeadlineIfDue(Unfolding process)
    {
        if (IsDue(process, ProcessTimers.Deadline)) process.Add(new TimerFired(ProcessTimers.Deadline) { At = process.At });
    }

    /// <summary>A timer that is not set any more was overtaken, and one that is not due yet will come again.</summary>
    public static Decision<ProcessEvent, ProcessRejection> Fire(Unfolding process, FireTimer command)
    {
        if (!IsDue(process, command.Timer)) return process.Decision();
        process.Add(new TimerFired(command.Timer) { At = process.At });
        if (command.Timer == ProcessTimers.Deadline) EndTheWayForward(process);
        if (command.Timer == ProcessTimers.Pause) EndTheRest(process);
        NextStep.Take(process);
        return process.Decision();
    }

    private static bool IsDue(Unfolding process, string timer) =>
        process.State.Timers.Any(pending => pending.Timer == timer && pending.Due <= process.At);

    /// <summary>
    /// A step that rests, or is known not to be done and waits for its next try, need not be waited for.
    /// </summary>
    private static void EndTheWayForward(Unfolding process)
    {
        var state = process.State;
        var waitsForTime = state.Awaits(ProcessTimers.Pause)
            || (state.Awaits(ProcessTimers.Retry) && !state.Steps.Any(IsInDoubt));
        if (waitsForTime && state.Waiting is null)
            process.Add(new CompensationBegun("It was not done in time.") { At = process.At });
    }

    private static bool IsInDoubt(StepProgress step) => step is { Stage: StepStage.Trying, IsInDoubt: true };

    private static void EndTheRest(Unfolding process)
    {
        var resting = process.Definition.Steps.First(
            step => process.State.Progress(step.Name) is not { Stage: StepStage.Done or StepStage.Skipped });
        process.Add(new StepSucceeded(resting.Name, CallKind.Action, 1, null, resting.Brings) { At = process.At });
    }
}
