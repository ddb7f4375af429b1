namespace Docket.Journal.Processes.Serialization;

/// <summary>
/// The stored names of what happens to processes, without their versions. A name here is stored for ever.
/// </summary>
public static class ProcessWireNames
{
    /// <summary>The category of the instances' streams.</summary>
    public const string Category = "saga";

    /// <summary>The category of the participants' own streams, where nobody leads.</summary>
    public const string PartCategory = "saga_part";

    internal const string ChoreographyStarted = "saga.choreography_started";
    internal const string PartStarted = "saga.part_started";
    internal const string StepTold = "saga.step_told";
    internal const string Started = "saga.started";
    internal const string StepTried = "saga.step_tried";
    internal const string StepSucceeded = "saga.step_succeeded";
    internal const string StepRefused = "saga.step_refused";
    internal const string StepFailedForNow = "saga.step_failed_for_now";
    internal const string StepOutcomeUnknown = "saga.step_outcome_unknown";
    internal const string StepSkipped = "saga.step_skipped";
    internal const string CompensationBegun = "saga.compensation_begun";
    internal const string TimerSet = "saga.timer_set";
    internal const string TimerFired = "saga.timer_fired";
    internal const string StoppedForPerson = "saga.stopped_for_person";
    internal const string PersonDecided = "saga.person_decided";
    internal const string Ended = "saga.ended";
}
