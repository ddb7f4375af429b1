using Docket.Journal.Deciding;
using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Participants;
using Docket.Journal.Store;
using Docket.Kernel;

namespace Docket.Journal.Processes.Running;

/// <summary>
/// Drives one instance until it waits for a time or a person, or has ended: write what is tried, ask, write the
/// outcome together with what is tried next.
/// </summary>
/// <remarks>
/// The rule of the whole engine stands in these lines: a participant is asked only for what the journal already says
/// is tried. A crash at any point leaves a try without an answer; whoever comes next asks again, with the same key.
/// </remarks>
internal sealed class InstanceRunner(
    ProcessInstances instances, ProcessCatalog catalog, Scope scope, ParticipantCaller participants,
    ProcessMeter meter, ProcessHostOptions options)
{
    /// <summary>Goes on as far as it can. One run of an instance at a time in a process.</summary>
    /// <param name="stream">The instance.</param>
    /// <param name="actor">Who runs it, for the record.</param>
    /// <param name="cancellationToken">Stops between two steps, or drops an answer that nobody waits for any
    /// more.</param>
    /// <returns>Where it was left.</returns>
    public async ValueTask<LoadedState<ProcessState>> RunAsync(
        StreamName stream, string actor, CancellationToken cancellationToken)
    {
        var instance = await instances.LoadAsync(stream, cancellationToken);
        var command = NextFor(stream, instance.State);
        while (command is not null)
        {
            var before = instance.State;
            (instance, var written) = await instances.ExecuteAsync(stream, instance, command, actor, cancellationToken);
            scope.Listening?.Heard.Answered(stream, command);
            if (!written) return instance;
            meter.Saw(before, instance.State);

            // Only a try that this run wrote is its to ask for; another one is first taken over, by AskAgain.
            command = instance.State.InFlight is { } call && call != before.InFlight
                ? await AskAsync(instance.State, call, cancellationToken)
                : NextFor(stream, instance.State);
        }

        return instance;
    }

    private ProcessCommand? NextFor(StreamName stream, ProcessState state) => !scope.Runs(state)
        ? null
        : scope.Listening?.Heard.ReactionOf(stream, state, Now) ?? Wake(state, Now);

    private DateTimeOffset Now => options.Clock.GetUtcNow();

    /// <summary>What an instance that nobody is running wants; null where it waits.</summary>
    private static ProcessCommand? Wake(ProcessState state, DateTimeOffset now)
    {
        foreach (var timer in state.Timers)
            if (timer.Due <= now) return new FireTimer(timer.Timer) { At = now };
        if (state.InFlight is { } call) return new AskAgain(call.Try) { At = now };
        return state.IsReady ? new Advance { At = now } : null;
    }

    private async ValueTask<ProcessCommand> AskAsync(
        ProcessState state, CallInFlight call, CancellationToken cancellationToken)
    {
        var step = catalog.Find(state.Definition, state.Version)!.Step(call.Step);
        var inDoubt = state.Progress(call.Step) is { IsInDoubt: true };
        var outcome = await participants.CallAsync(
            step.Participant!, CallOf(state, call), inDoubt, step.RetryOf(call.Kind).TryTimeout, cancellationToken);
        meter.Tried(call.Step, outcome);
        return new RecordOutcome(call.Step, call.Kind, call.Try, outcome, options.Chance())
        {
            At = Now,
        };
    }

    private static StepCall CallOf(ProcessState state, CallInFlight call) =>
        new(call.Key, StepKeys.Of(state.Id, call.Step, CallKind.Action), state.Id, call.Step, call.Kind, call.Try)
        {
            Input = state.Input,
            Correlation = state.Correlation,
            Outputs = state.Given.Concat(state.Steps.Where(step => step.Output is not null)
                .Select(step => new StepOutput(step.Step, step.Output!.Value))).ToValueList(),
        };
}
