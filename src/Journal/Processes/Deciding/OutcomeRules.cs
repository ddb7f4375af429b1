using System.Diagnostics;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Participants;
using Docket.Kernel;

namespace Docket.Journal.Processes.Deciding;

/// <summary>What the outcome of a try means for the process.</summary>
internal static class OutcomeRules
{
    public static Decision<ProcessEvent, ProcessRejection> Record(Unfolding process, RecordOutcome command)
    {
        if (process.State.InFlight is not { } call
            || (call.Step, call.Kind, call.Try) != (command.Step, command.Kind, command.Try))
            return ProcessRejection.Overtaken;
        process.Add(EventOf(process, call, command.Outcome));
        TimerRules.FireDeadlineIfDue(process);
        if (command.Outcome is StepOutcome.Refused refused) Refused(process, call, refused.Reason);
        else if (command.Outcome is not StepOutcome.Succeeded) TryAgainOrGiveUp(process, call, command);
        NextStep.Take(process);
        return process.Decision();
    }

    private static ProcessEvent EventOf(Unfolding process, CallInFlight call, StepOutcome outcome) => outcome switch
    {
        StepOutcome.Succeeded o => new StepSucceeded(call.Step, call.Kind, call.Try, o.Output, StatusOf(process, call))
        {
            At = process.At,
        },
        StepOutcome.Refused o => new StepRefused(call.Step, call.Kind, call.Try, o.Reason) { At = process.At },
        StepOutcome.FailedForNow o => new StepFailedForNow(call.Step, call.Kind, call.Try, o.Reason) { At = process.At },
        StepOutcome.Unknown o => new StepOutcomeUnknown(call.Step, call.Kind, call.Try, o.Reason) { At = process.At },
        _ => throw new UnreachableException($"{outcome}"),
    };

    private static string? StatusOf(Unfolding process, CallInFlight call) =>
        call.Kind == CallKind.Action ? process.Definition.Step(call.Step).Brings : null;

    private static void Refused(Unfolding process, CallInFlight call, string reason)
    {
        if (call.Kind == CallKind.Compensation)
            Stop(process, call, $"Undoing was refused: {reason}", failed: true);
        else
            GoOnWithoutOrBack(process, call, reason);
    }

    private static void TryAgainOrGiveUp(Unfolding process, CallInFlight call, RecordOutcome command)
    {
        var step = process.State.Progress(call.Step)!;
        if (process.State.IsOverdue && call.Kind == CallKind.Action && !step.IsInDoubt) return;
        var policy = process.Definition.Step(call.Step).RetryOf(call.Kind);
        var delay = policy.DelayAfter(step.Failures, command.Chance);
        if (command.Outcome is StepOutcome.FailedForNow { RetryAfter: { } after } && after > delay) delay = after;
        var mayGoOn = step.Failures < policy.TriesMax || IsAPersonsToDecide(process, call, step);
        if (mayGoOn && process.At + delay <= step.Since + policy.Timeout)
            process.Add(new TimerSet(ProcessTimers.Retry, process.At + delay) { At = process.At });
        else
            GiveUp(process, call, step);
    }

    /// <summary>
    /// Only what is known not to have happened may be left out or taken back over: what is in doubt is a person's to
    /// decide.
    /// </summary>
    private static void GiveUp(Unfolding process, CallInFlight call, StepProgress step)
    {
        if (call.Kind == CallKind.Compensation)
            Stop(process, call, $"It could not be undone after {step.Failures} tries.", failed: true);
        else if (IsAPersonsToDecide(process, call, step))
            Stop(process, call, $"Nobody knows whether it was done, after {step.Failures} tries.", failed: false);
        else
            GoOnWithoutOrBack(process, call, $"It was not done after {step.Failures} tries.");
    }

    /// <summary>
    /// A participant that was away knows when it is back: a person is not called before the time is over, however often
    /// it was asked by then.
    /// </summary>
    private static bool IsAPersonsToDecide(Unfolding process, CallInFlight call, StepProgress step) =>
        call.Kind == CallKind.Action && step.IsInDoubt && !process.Definition.Step(call.Step).Optional;

    private static void GoOnWithoutOrBack(Unfolding process, CallInFlight call, string reason) =>
        process.Add(process.Definition.Step(call.Step).Optional
            ? new StepSkipped(call.Step, call.Kind, reason) { At = process.At }
            : new CompensationBegun($"{call.Step}: {reason}") { At = process.At });

    private static void Stop(Unfolding process, CallInFlight call, string reason, bool failed) =>
        process.Add(new StoppedForPerson(call.Step, call.Kind, reason, failed) { At = process.At });
}
