using System.Diagnostics;
using Docket.Journal.Processes.Defining;
using Docket.Kernel;

namespace Docket.Journal.Processes.Deciding;

/// <summary>The state after one more event; never refuses, and needs no definition.</summary>
internal static class ProcessFold
{
    public static ProcessState Evolve(ProcessState state, ProcessEvent recorded) => recorded switch
    {
        ProcessStarted e => new ProcessState
        {
            Phase = ProcessPhase.Forward,
            Id = e.Id,
            Definition = e.Definition,
            Version = e.Version,
            Input = e.Input,
            Correlation = e.Correlation,
        },
        ChoreographyStarted e => Of(e.Brief) with { Choreographed = true },
        // A whole instance is folded from its parts' events too, so that it can be told how it stands.
        PartStarted e => state.Phase == ProcessPhase.None ? Of(e.Brief) with { Part = e.Step } : state,
        StepTold e => state.Part is null ? state with { Timers = [] } : Told(state, e.Direction),
        StepTried e => Tried(state, e),
        StepSucceeded e => Answered(state, e.Step, step => step with
        {
            Stage = e.Kind == CallKind.Action ? StepStage.Done : StepStage.Undone,
            IsInDoubt = false,
            Output = e.Kind == CallKind.Action ? e.Output : step.Output,
        }) with
        { Status = e.Status ?? state.Status },
        StepRefused e => Answered(state, e.Step, step => e.Kind == CallKind.Action
            ? step with { Stage = StepStage.Refused, IsInDoubt = false }
            : step with { Failures = step.Failures + 1 }),
        StepFailedForNow e => Answered(state, e.Step, step => step with { Failures = step.Failures + 1 }),
        StepOutcomeUnknown e =>
            Answered(state, e.Step, step => step with { Failures = step.Failures + 1, IsInDoubt = true }),
        StepSkipped e => WithStep(state, e.Step, step => step with
        {
            Stage = e.Kind == CallKind.Action ? StepStage.Skipped : StepStage.Kept,
        }),
        CompensationBegun e => state with
        {
            Phase = ProcessPhase.Back,
            Status = ProcessStatus.Compensating,
            TakenBackFor = state.TakenBackFor ?? e.Reason,
            Timers = [],
        },
        TimerSet e => state with
        {
            Timers = state.Timers.Add(new PendingTimer(e.Timer, e.Due)),
            Deadline = e.Timer == ProcessTimers.Deadline && state.Deadline is not null ? e.Due : state.Deadline,
        },
        TimerFired e => state with
        {
            Timers = state.Timers.Where(timer => timer.Timer != e.Timer).ToValueList(),
            IsOverdue = state.IsOverdue || e.Timer == ProcessTimers.Deadline,
        },
        StoppedForPerson e => state with
        {
            Waiting = new Attention(e.Step, e.Kind, e.Reason, e.Failed, e.At),
            Status = e.Failed ? ProcessStatus.Failed : state.Status,
        },
        PersonDecided => Decided(state),
        ProcessEnded e => state with { Phase = ProcessPhase.Ended, Status = e.Status, Timers = [] },
        _ => throw new UnreachableException($"{recorded}"),
    };

    private static ProcessState Of(Brief brief) => new()
    {
        Phase = ProcessPhase.Forward,
        Id = brief.Id,
        Definition = brief.Definition,
        Version = brief.Version,
        Input = brief.Input,
        Correlation = brief.Correlation,
        Given = brief.Outputs,
        Deadline = brief.Deadline,
    };

    private static ProcessState Told(ProcessState part, Direction direction) => direction == Direction.Forward
        ? part with { Phase = ProcessPhase.Resting, Timers = [] }
        : part with { Phase = ProcessPhase.Ended, Status = ProcessStatus.Compensated, Timers = [] };

    /// <summary>
    /// A try that follows one without an answer leaves the step in doubt: the former may have taken effect. Its time
    /// begins anew, because nobody asked while the process that wrote the former was gone.
    /// </summary>
    private static ProcessState Tried(ProcessState state, StepTried tried)
    {
        var unanswered = state.InFlight is not null;
        return WithStep(state, tried.Step, step => (step.IsIn(tried.Kind) ? step : Begun(step, tried.Kind)) with
        {
            Tries = tried.Try,
            Since = step.IsIn(tried.Kind) && !unanswered ? step.Since ?? tried.At : tried.At,
            IsInDoubt = unanswered || (step.IsIn(tried.Kind) && step.IsInDoubt),
        }) with
        { InFlight = new CallInFlight(tried.Step, tried.Kind, tried.Try, tried.Key) };
    }

    private static StepProgress Begun(StepProgress step, CallKind kind) =>
        new(step.Step, kind == CallKind.Action ? StepStage.Trying : StepStage.Undoing) { Output = step.Output };

    private static ProcessState Decided(ProcessState state) =>
        WithStep(state, state.Waiting!.Step, step => step with { Failures = 0, Since = null }) with
        {
            Waiting = null,
            IsOverdue = false,
            Status = state.Phase == ProcessPhase.Back ? ProcessStatus.Compensating : state.Status,
        };

    private static ProcessState Answered(
        ProcessState state, string step, Func<StepProgress, StepProgress> change) =>
        WithStep(state, step, change) with { InFlight = null };

    private static ProcessState WithStep(ProcessState state, string step, Func<StepProgress, StepProgress> change)
    {
        for (var i = 0; i < state.Steps.Count; i++)
            if (state.Steps[i].Step == step) return state with { Steps = state.Steps.SetAt(i, change(state.Steps[i])) };
        return state with { Steps = state.Steps.Add(change(new StepProgress(step, StepStage.Trying))) };
    }
}
