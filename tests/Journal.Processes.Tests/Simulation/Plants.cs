using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Participants;
using Docket.Journal.Store;
using Docket.Kernel;
using Rules = Docket.Kernel.Decider<
    Docket.Journal.Processes.Deciding.ProcessState, Docket.Journal.Processes.Deciding.ProcessCommand,
    Docket.Journal.Processes.Deciding.ProcessEvent, Docket.Journal.Processes.Deciding.ProcessRejection>;

namespace Docket.Journal.Processes.Tests.Simulation;

/// <summary>Bugs that such engines have had, to be planted into a simulation that has to find them.</summary>
internal static class Plants
{
    /// <summary>Compensates where nobody knows what happened.</summary>
    public static Rules UnknownIsRefused(ProcessCatalog catalog) => Changed(
        catalog, (rules, state, command) => rules.Decide(
            state, command is RecordOutcome { Outcome: StepOutcome.Unknown u } c
                ? c with { Outcome = new StepOutcome.Refused(u.Reason) }
                : command));

    /// <summary>What was done last is not undone.</summary>
    public static Rules LastCompensationIsForgotten(ProcessCatalog catalog) => Changed(
        catalog, (rules, state, command) =>
        {
            var decision = rules.Decide(state, command);
            if (decision.Events is not [.., CompensationBegun, StepTried tried]) return decision;
            var forgotten = new StepSkipped(tried.Step, tried.Kind, "") { At = tried.At };
            return decision.Events.SetAt(decision.Events.Count - 1, forgotten);
        });

    /// <summary>Each try has a key of its own.</summary>
    public static Rules KeyIsNewForEachTry(ProcessCatalog catalog) => Changed(
        catalog, (rules, state, command) => rules.Decide(state, command) is { Rejection: null } decision
            ? decision.Events.Select(WithOwnKey).ToValueList()
            : rules.Decide(state, command));

    /// <summary>A machine that starts does not know of the timers that were set before.</summary>
    public static IEventStore TimersAreLostOnRestart(SimulatedJournal journal, Machine machine) =>
        new ForgetfulClient(journal, machine);

    private static ProcessEvent WithOwnKey(ProcessEvent next) =>
        next is StepTried tried ? tried with { Key = $"{tried.Key}/{tried.Try}" } : next;

    private static Rules Changed(
        ProcessCatalog catalog,
        Func<Rules, ProcessState, ProcessCommand, Decision<ProcessEvent, ProcessRejection>> decide)
    {
        var rules = Process.Decider(catalog);
        return rules with { Decide = (state, command) => decide(rules, state, command) };
    }
}
