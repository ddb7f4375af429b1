using Docket.Journal.Processes.Defining;
using Docket.Kernel;

namespace Docket.Journal.Processes.Deciding;

/// <summary>
/// One decision in the making: each event it adds is folded in at once, so that what follows can look at it.
/// </summary>
internal sealed class Unfolding(ProcessDefinition definition, ProcessState state, DateTimeOffset at)
{
    private readonly List<ProcessEvent> _events = [];

    public ProcessDefinition Definition { get; } = definition;

    public ProcessState State { get; private set; } = state;

    public DateTimeOffset At { get; } = at;

    public void Add(ProcessEvent next)
    {
        _events.Add(next);
        State = ProcessFold.Evolve(State, next);
    }

    /// <summary>Writes down that a participant is about to be asked.</summary>
    public void Try(string step, CallKind kind)
    {
        var tries = State.Progress(step) is { } progress && progress.IsIn(kind) ? progress.Tries : 0;
        Add(new StepTried(step, kind, tries + 1, StepKeys.Of(State.Id, step, kind)) { At = At });
    }

    public Decision<ProcessEvent, ProcessRejection> Decision() => _events.ToValueList();
}
