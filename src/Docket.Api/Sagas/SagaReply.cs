using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Store;
using ProcessRules = Docket.Journal.Processes.Deciding.Process;

namespace Docket.Api.Sagas;

/// <summary>One saga, and all that happened to it.</summary>
/// <param name="SagaId">Which.</param>
/// <param name="Process">What it runs, such as <c>checkout</c>.</param>
/// <param name="ProcessVersion">The version of the definition it began with and finishes on.</param>
/// <param name="Runtime">orchestrated where somebody leads it, choreographed where nobody does.</param>
/// <param name="Status">pending, what its last step brought, completed, compensating, compensated or failed.</param>
/// <param name="WaitsForPerson">What a person has to decide; null where nobody has to.</param>
/// <param name="TakenBackFor">Why it was taken back; null where it was not.</param>
/// <param name="Log">Each action with time, try and outcome, oldest first.</param>
/// <param name="AsOfSeq">The saga's newest event.</param>
/// <param name="Stale">Never: it is read from the journal itself.</param>
public sealed record SagaReply(
    string SagaId, string Process, int ProcessVersion, string Runtime, string Status, string? WaitsForPerson,
    string? TakenBackFor, IReadOnlyList<SagaLogEntry> Log, long AsOfSeq, bool Stale)
{
    /// <summary>Folds a saga's events, and those of its participants' parts where nobody leads it.</summary>
    public static SagaReply Of(IReadOnlyList<RecordedEvent> events)
    {
        var state = events.Select(recorded => (ProcessEvent)recorded.Payload)
            .Aggregate(ProcessRules.Initial, ProcessRules.Evolve);
        return new SagaReply(
            state.Id, state.Definition, state.Version, state.Choreographed ? "choreographed" : "orchestrated",
            state.Status, state.Waiting?.Reason, state.TakenBackFor,
            [.. events.Select(SagaLogEntry.Of)], events[^1].Position.Value, Stale: false);
    }
}

/// <summary>One thing that happened to a saga.</summary>
/// <param name="At">When.</param>
/// <param name="Event">What, such as <c>step_tried</c>.</param>
/// <param name="Step">Which step; null where it is about the whole.</param>
/// <param name="Kind">action or compensation; null where it is about the whole.</param>
/// <param name="Try">Which try; null where it is none.</param>
/// <param name="Detail">Why, until when, or to which status.</param>
/// <param name="By">Who wrote it: the process and its lease's epoch, or a person.</param>
public sealed record SagaLogEntry(
    DateTime At, string Event, string? Step, string? Kind, int? Try, string? Detail, string? By)
{
    internal static SagaLogEntry Of(RecordedEvent recorded)
    {
        var happened = (ProcessEvent)recorded.Payload;
        var (step, kind, number, detail) = FactsOf(happened);
        var name = Journal.Serialization.WireName.NameOf(recorded.Type);
        return new SagaLogEntry(
            happened.At.UtcDateTime, name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..], step, NameOf(kind),
            number, detail, recorded.Metadata.Actor);
    }

    private static (string? Step, CallKind? Kind, int? Try, string? Detail) FactsOf(ProcessEvent happened) =>
        happened switch
        {
            ChoreographyStarted e => (null, null, null, e.Name),
            PartStarted e => (e.Step, null, null, null),
            StepTold e => (e.Step, null, null, e.Name),
            StepTried e => (e.Step, e.Kind, e.Try, e.Key),
            StepSucceeded e => (e.Step, e.Kind, e.Try, e.Status),
            StepRefused e => (e.Step, e.Kind, e.Try, e.Reason),
            StepFailedForNow e => (e.Step, e.Kind, e.Try, e.Reason),
            StepOutcomeUnknown e => (e.Step, e.Kind, e.Try, e.Reason),
            StepSkipped e => (e.Step, e.Kind, null, e.Reason),
            StoppedForPerson e => (e.Step, e.Kind, null, e.Reason),
            CompensationBegun e => (null, null, null, e.Reason),
            TimerSet e => (null, null, null, $"{e.Timer} at {Json.Rfc3339.Text(e.Due)}"),
            TimerFired e => (null, null, null, e.Timer),
            PersonDecided e => (null, null, null, $"{e.Choice.ToString().ToLowerInvariant()}: {e.Reason}"),
            ProcessEnded e => (null, null, null, e.Status),
            _ => (null, null, null, null),
        };

    private static string? NameOf(CallKind? kind) => kind switch
    {
        CallKind.Action => "action",
        CallKind.Compensation => "compensation",
        _ => null,
    };
}
