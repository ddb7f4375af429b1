using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Participants;

namespace Docket.Journal.Processes.Tests.Deciding;

/// <summary>One journey, and what may happen to it at noon.</summary>
internal static class Examples
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>When another try would come after the time for all of them.</summary>
    public static readonly DateTimeOffset Late = Noon.AddMinutes(5);
    public static readonly DateTimeOffset Later = Noon.AddMinutes(15);
    public static readonly DateTimeOffset TooLate = Noon.AddMinutes(20);
    public static readonly StepOutcome Busy = new StepOutcome.FailedForNow("busy");
    public static readonly StepOutcome Full = new StepOutcome.Refused("full");
    public static readonly StepOutcome Lost = new StepOutcome.Unknown("lost");
    public static readonly StepOutcome Fine = new StepOutcome.Succeeded();

    public static readonly ProcessEvent Started = new ProcessStarted("j", Journey.Name, 1, new JsonText("{}"), "c") { At = Noon };
    public static readonly ProcessEvent DeadlineSet = new TimerSet(ProcessTimers.Deadline, TooLate) { At = Noon };
    public static readonly ProcessEvent DeadlineFired = new TimerFired(ProcessTimers.Deadline) { At = Noon };
    public static readonly ProcessEvent RetryFired = new TimerFired(ProcessTimers.Retry) { At = Noon };
    public static readonly ProcessEvent Completed = new ProcessEnded(ProcessStatus.Completed) { At = Noon };
    public static readonly ProcessEvent Compensated = new ProcessEnded(ProcessStatus.Compensated) { At = Noon };

    /// <summary>Flight and hotel are booked, the letter is tried.</summary>
    public static readonly ProcessEvent[] Booked =
        [Started, DeadlineSet, Tried(Journey.Flight), Done(Journey.Flight), Tried(Journey.Hotel), Done(Journey.Hotel), Tried(Journey.Letter)];

    /// <summary>The flight is booked, the hotel is tried.</summary>
    public static readonly ProcessEvent[] HotelTried =
        [Started, DeadlineSet, Tried(Journey.Flight), Done(Journey.Flight), Tried(Journey.Hotel)];

    /// <summary>A person is called for the hotel.</summary>
    public static readonly ProcessEvent StoppedLate =
        Stopped(Journey.Hotel, CallKind.Action, failed: false) with { At = Late };

    /// <summary>Nobody knows of the hotel, and the time to ask is over.</summary>
    public static readonly ProcessEvent[] HotelInDoubt =
    [
        .. HotelTried, Unknown(Journey.Hotel, 1), RetrySet(1), RetryFired, Tried(Journey.Hotel, 2),
        Unknown(Journey.Hotel, 2), RetrySet(2), RetryFired, Tried(Journey.Hotel, 3),
        Unknown(Journey.Hotel, 3) with { At = Late }, StoppedLate,
    ];

    public static ProcessEvent Tried(string step, int number = 1) =>
        new StepTried(step, CallKind.Action, number, $"j/{step}") { At = Noon };

    public static ProcessEvent UndoTried(string step, int number = 1) =>
        new StepTried(step, CallKind.Compensation, number, $"j/{step}/undo") { At = Noon };

    public static ProcessEvent Done(string step, int number = 1) =>
        new StepSucceeded(step, CallKind.Action, number, null, step == Journey.Letter ? null : $"{step}_booked") { At = Noon };

    public static ProcessEvent Undone(string step, int number = 1) =>
        new StepSucceeded(step, CallKind.Compensation, number, null, null) { At = Noon };

    public static ProcessEvent Refused(string step, CallKind kind = CallKind.Action) =>
        new StepRefused(step, kind, 1, "full") { At = Noon };

    public static ProcessEvent Failed(string step, int number = 1, CallKind kind = CallKind.Action) =>
        new StepFailedForNow(step, kind, number, "busy") { At = Noon };

    public static ProcessEvent Unknown(string step, int number = 1, CallKind kind = CallKind.Action) =>
        new StepOutcomeUnknown(step, kind, number, "lost") { At = Noon };

    public static ProcessEvent Skipped(string step, string reason, CallKind kind = CallKind.Action) =>
        new StepSkipped(step, kind, reason) { At = Noon };

    public static ProcessEvent Back(string reason) => new CompensationBegun(reason) { At = Noon };

    /// <summary>With no chance in it: 1 s, 2 s, 4 s, half of what the policy says.</summary>
    public static TimerSet RetrySet(int failures) =>
        new TimerSet(ProcessTimers.Retry, Noon + TimeSpan.FromSeconds(Math.Pow(2, failures - 1))) { At = Noon };

    public static ProcessEvent Stopped(string step, CallKind kind, bool failed, string? reason = null) =>
        new StoppedForPerson(step, kind, reason ?? "Nobody knows whether it was done, after 3 tries.", failed) { At = Noon };

    public static ProcessEvent Chose(PersonsChoice choice) => new PersonDecided(choice, null) { At = Noon };

    public static ProcessCommand Choose(PersonsChoice choice) => new DecideForProcess(choice, null) { At = Noon };

    public static ProcessCommand Answer(string step, StepOutcome outcome, int number = 1, CallKind kind = CallKind.Action) =>
        new RecordOutcome(step, kind, number, outcome, Chance: 0) { At = Noon };

    public static ProcessCommand Fire(string timer, DateTimeOffset at) => new FireTimer(timer) { At = at };

    public static ProcessCommand Go => new Advance { At = Noon };
}
