using Docket.Journal.Processes.Defining;

namespace Docket.Journal.Processes.Deciding;

/// <summary>
/// Takes steps until the process has to wait: for a participant, for a time, for a person; or has ended.
/// </summary>
internal static class NextStep
{
    public static void Take(Unfolding process)
    {
        while (process.State.IsReady)
        {
            if (process.State.Phase == ProcessPhase.Forward) Forward(process);
            else Back(process);
        }
    }

    private static void Forward(Unfolding process)
    {
        var next = process.Definition.Steps.FirstOrDefault(step => !IsSettled(process.State.Progress(step.Name)));
        if (next is null)
            End(process, ProcessStatus.Completed, Direction.Forward);
        else if (process.State.IsOverdue && process.State.Progress(next.Name) is not { IsInDoubt: true })
            process.Add(new CompensationBegun("It was not done in time.") { At = process.At });
        else if (next.Pause is { } pause)
            process.Add(new TimerSet(ProcessTimers.Pause, process.At + pause) { At = process.At });
        else
            process.Try(next.Name, CallKind.Action);
    }

    private static void Back(Unfolding process)
    {
        var next = process.Definition.Steps.LastOrDefault(
            step => process.State.Progress(step.Name) is { WantsUndoing: true });
        if (next is null)
            End(process, ProcessStatus.Compensated, Direction.Back);
        else if (next.Compensation is Compensation.None stays)
            process.Add(new StepSkipped(next.Name, CallKind.Compensation, stays.Why) { At = process.At });
        else
            process.Try(next.Name, CallKind.Compensation);
    }

    /// <summary>The whole ends; a participant that has done its part tells the others.</summary>
    private static void End(Unfolding process, string status, Direction direction)
    {
        if (process.State.Part is null) process.Add(new ProcessEnded(status) { At = process.At });
        else PartRules.Tell(process, direction);
    }

    private static bool IsSettled(StepProgress? step) => step is { Stage: StepStage.Done or StepStage.Skipped };
}
