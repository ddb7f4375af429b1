using System.Diagnostics;
using Docket.Kernel;

namespace Docket.Journal.Processes.Deciding;

/// <summary>What a person may decide, and what comes of it.</summary>
internal static class PersonRules
{
    private const string ByHand = "A person saw to it.";

    public static Decision<ProcessEvent, ProcessRejection> Decide(Unfolding process, DecideForProcess command)
    {
        if (process.State.Waiting is not { } waiting) return ProcessRejection.NotWaiting;
        process.Add(new PersonDecided(command.Choice, command.Reason) { At = process.At });
        switch (command.Choice)
        {
            case PersonsChoice.Resume:
                break;
            case PersonsChoice.Skip:
                process.Add(new StepSkipped(waiting.Step, waiting.Kind, command.Reason ?? ByHand) { At = process.At });
                break;
            case PersonsChoice.Compensate when process.State.Phase == ProcessPhase.Forward:
                process.Add(new CompensationBegun(command.Reason ?? waiting.Reason) { At = process.At });
                break;
            case PersonsChoice.Compensate:
                break;
            default:
                throw new UnreachableException($"{command.Choice}");
        }

        RenewDeadline(process);
        return process.Decision();
    }

    /// <summary>Whoever lets a process go on after its time wants it to get somewhere.</summary>
    private static void RenewDeadline(Unfolding process)
    {
        if (process.State.Phase == ProcessPhase.Forward && !process.State.Awaits(ProcessTimers.Deadline))
            TimerRules.SetDeadline(process);
    }
}
