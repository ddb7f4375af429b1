using System.Diagnostics;
using Docket.Journal.Processes.Defining;
using Docket.Kernel;

namespace Docket.Journal.Processes.Deciding;

/// <summary>
/// The rule book of every process, pure. What it decides is what is written; what was written as tried is then
/// done by the runner, and its outcome comes back as a command.
/// </summary>
public static class Process
{
    /// <summary>Before it is started.</summary>
    public static ProcessState Initial { get; } = new();

    /// <summary>The three functions together, for the definitions of a catalog.</summary>
    public static Decider<ProcessState, ProcessCommand, ProcessEvent, ProcessRejection> Decider(ProcessCatalog catalog) =>
        new(Initial, Evolve, (state, command) => Decide(catalog, state, command));

    /// <summary>The state after one more event; never refuses.</summary>
    public static ProcessState Evolve(ProcessState state, ProcessEvent recorded) => ProcessFold.Evolve(state, recorded);

    /// <summary>What a command does in a state; changes nothing.</summary>
    public static Decision<ProcessEvent, ProcessRejection> Decide(
        ProcessCatalog catalog, ProcessState state, ProcessCommand command)
    {
        return (state.Phase, command) switch
        {
            (ProcessPhase.None, not (StartProcess or StartChoreography or StartPart)) => ProcessRejection.Unknown,
            (not ProcessPhase.None, StartProcess or StartChoreography) => ProcessRejection.AlreadyStarted,
            (not ProcessPhase.None, StartPart) => Decision<ProcessEvent, ProcessRejection>.NothingNew,
            (ProcessPhase.Ended, DecideForProcess) => ProcessRejection.Ended,
            (ProcessPhase.Ended, RecordOutcome) => ProcessRejection.Overtaken,
            (ProcessPhase.Ended, _) => Decision<ProcessEvent, ProcessRejection>.NothingNew,
            _ => Find(catalog, state, command) is { } definition
                ? Decide(new Unfolding(definition, state, command.At), command)
                : ProcessRejection.NoDefinition,
        };
    }

    /// <summary>The definition that counts: of a participant's part only its step.</summary>
    private static ProcessDefinition? Find(ProcessCatalog catalog, ProcessState state, ProcessCommand command) =>
        command switch
        {
            StartProcess start => catalog.Find(start.Definition, start.Version),
            StartChoreography start => catalog.Find(start.Definition, start.Version),
            StartPart { Brief: var brief } start => catalog.Find(brief.Definition, brief.Version)?.Only(start.Step),
            _ when state.Part is { } part => catalog.Find(state.Definition, state.Version)?.Only(part),
            _ => catalog.Find(state.Definition, state.Version),
        };

    private static Decision<ProcessEvent, ProcessRejection> Decide(Unfolding process, ProcessCommand command)
    {
        switch (command)
        {
            case StartProcess c:
                process.Add(new ProcessStarted(c.Id, c.Definition, c.Version, c.Input, c.Correlation) { At = c.At });
                TimerRules.SetDeadline(process);
                return process.Decision();
            case StartChoreography c:
                return PartRules.StartAll(process, c);
            case StartPart c:
                return PartRules.Start(process, c);
            case TakeBack c:
                return PartRules.TakeBack(process, c);
            case EndChoreography c:
                return PartRules.End(process, c);
            case Advance:
                NextStep.Take(process);
                return process.Decision();
            case AskAgain c when process.State.InFlight is { } call && call.Try == c.Try:
                process.Try(call.Step, call.Kind);
                return process.Decision();
            case AskAgain:
                return process.Decision();
            case RecordOutcome c:
                return OutcomeRules.Record(process, c);
            case FireTimer c:
                return TimerRules.Fire(process, c);
            case DecideForProcess c:
                return PersonRules.Decide(process, c);
            default:
                throw new UnreachableException($"{command}");
        }
    }
}
