using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Participants;
using Docket.Journal.Processes.Tests.Simulation;
using Docket.Kernel;
using Rules = Docket.Kernel.Decider<
    Docket.Journal.Processes.Deciding.ProcessState, Docket.Journal.Processes.Deciding.ProcessCommand,
    Docket.Journal.Processes.Deciding.ProcessEvent, Docket.Journal.Processes.Deciding.ProcessRejection>;

namespace Docket.Journal.Processes.Tests.Running;

/// <summary>Bugs that such engines have had, planted: the simulation finds each of them.</summary>
public sealed class PlantedBugTests
{
    public static TheoryData<ProcessRuntime> Runtimes => [ProcessRuntime.Orchestrated, ProcessRuntime.Choreographed];

    [Theory]
    [MemberData(nameof(Runtimes))]
    public void Compensating_on_an_unknown_outcome_is_found(ProcessRuntime runtime) =>
        AssertFound("and hotel stands 1 times", Rough(runtime) with { Rules = WithUnknownAsRefused });

    [Theory]
    [MemberData(nameof(Runtimes))]
    public void Forgetting_the_last_steps_compensation_is_found(ProcessRuntime runtime) =>
        AssertFound("and flight stands 1 times", Rough(runtime) with { Rules = WithLastCompensationForgotten });

    [Theory]
    [MemberData(nameof(Runtimes))]
    public void A_timer_lost_on_a_restart_is_found(ProcessRuntime runtime) => AssertFound(
        "it stands still", Rough(runtime) with
        {
            Store = (journal, machine) => new ForgetfulClient(journal, machine),
            CrashesFor = TimeSpan.FromMinutes(20),
        });

    [Theory]
    [MemberData(nameof(Runtimes))]
    public void A_new_key_for_a_new_try_is_found(ProcessRuntime runtime) =>
        AssertFound("took effect 2 times", Rough(runtime) with { Rules = WithKeyPerTry });

    private static JourneysPlan Rough(ProcessRuntime runtime) => Journeys.Rough(200) with { Runtime = runtime };

    private static void AssertFound(string expected, JourneysPlan plan)
    {
        // One world may be lucky; a few are not.
        var findings = Enumerable.Range(1, 4).SelectMany(seed => Journeys.Findings(Journeys.Play(seed, plan)));
        Assert.True(findings.Any(finding => finding.Contains(expected, StringComparison.Ordinal)), "The bug was not found.");
    }

    private static Rules WithUnknownAsRefused(ProcessCatalog catalog) => Changed(catalog, (rules, state, command) => rules.Decide(
        state, command is RecordOutcome { Outcome: StepOutcome.Unknown u } c ? c with { Outcome = new StepOutcome.Refused(u.Reason) } : command));

    private static Rules WithLastCompensationForgotten(ProcessCatalog catalog) => Changed(catalog, (rules, state, command) =>
    {
        var decision = rules.Decide(state, command);
        return decision.Events is [.., CompensationBegun, StepTried tried]
            ? decision.Events.SetAt(decision.Events.Count - 1, new StepSkipped(tried.Step, tried.Kind, "") { At = tried.At })
            : decision;
    });

    private static Rules WithKeyPerTry(ProcessCatalog catalog) => Changed(catalog, (rules, state, command) =>
        rules.Decide(state, command) is { Rejection: null } decision
            ? decision.Events.Select(next => next is StepTried tried ? tried with { Key = $"{tried.Key}/{tried.Try}" } : next).ToValueList()
            : rules.Decide(state, command));

    private static Rules Changed(
        ProcessCatalog catalog,
        Func<Rules, ProcessState, ProcessCommand, Decision<ProcessEvent, ProcessRejection>> decide)
    {
        var rules = Process.Decider(catalog);
        return rules with { Decide = (state, command) => decide(rules, state, command) };
    }
}
