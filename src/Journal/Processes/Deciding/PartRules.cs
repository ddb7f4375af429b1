using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Participants;
using Docket.Kernel;

namespace Docket.Journal.Processes.Deciding;

/// <summary>
/// What a participant does of its own where nobody leads: it begins when it hears that its turn has come, tells how it
/// ended, and takes it back when it hears that what followed was taken back.
/// </summary>
/// <remarks>All between is what a whole process does, with this one step.</remarks>
internal static class PartRules
{
    public static Decision<ProcessEvent, ProcessRejection> StartAll(Unfolding process, StartChoreography c)
    {
        var brief = new Brief(
            c.Id, c.Definition, c.Version, c.Input, [], c.At + process.Definition.Deadline, c.Correlation);
        process.Add(new ChoreographyStarted(process.Definition.Opens, brief) { At = c.At });
        return process.Decision();
    }

    /// <summary>A turn that comes after the deadline is passed back at once.</summary>
    public static Decision<ProcessEvent, ProcessRejection> Start(Unfolding part, StartPart c)
    {
        part.Add(new PartStarted(c.Step, c.Brief) { At = c.At });
        part.Add(new TimerSet(ProcessTimers.Deadline, c.Brief.Deadline) { At = c.At });
        TimerRules.FireDeadlineIfDue(part);
        NextStep.Take(part);
        return part.Decision();
    }

    /// <summary>Only what was told as settled is taken back; to hear of it twice changes nothing.</summary>
    public static Decision<ProcessEvent, ProcessRejection> TakeBack(Unfolding part, TakeBack c)
    {
        if (part.State.Phase != ProcessPhase.Resting) return part.Decision();
        part.Add(new CompensationBegun(c.Reason) { At = c.At });
        NextStep.Take(part);
        return part.Decision();
    }

    public static Decision<ProcessEvent, ProcessRejection> End(Unfolding process, EndChoreography c)
    {
        if (process.State.Choreographed) process.Add(new ProcessEnded(c.Status) { At = c.At });
        return process.Decision();
    }

    /// <summary>The step is settled, in one direction or the other.</summary>
    public static void Tell(Unfolding part, Direction direction)
    {
        var step = part.Definition.Steps[0];
        var (state, stage) = (part.State, part.State.Progress(step.Name)?.Stage);
        var name = (direction, stage, step.Optional) switch
        {
            (Direction.Forward, StepStage.Skipped, true) => step.Events.Refused,
            (Direction.Forward, _, _) => step.Events.Done,
            (_, StepStage.Refused, _) => step.Events.Refused,
            _ => step.Events.Undone,
        };
        part.Add(new StepTold(name, step.Name, direction, BriefOf(state, step, direction)) { At = part.At });
    }

    /// <summary>On the way back everybody knows what it is about: it was told on the way forward.</summary>
    private static Brief BriefOf(ProcessState state, StepDefinition step, Direction direction)
    {
        var outputs = state.Progress(step.Name)?.Output is { } output
            ? state.Given.Add(new StepOutput(step.Name, output))
            : state.Given;
        var back = new Brief(
            state.Id, state.Definition, state.Version, new JsonText("null"), [], state.Deadline!.Value, state.Correlation);
        return direction == Direction.Back ? back : back with { Input = state.Input, Outputs = outputs };
    }
}
