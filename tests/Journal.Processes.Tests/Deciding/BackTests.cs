using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Defining;
using static Docket.Journal.Processes.Tests.Deciding.Examples;
using static Docket.Journal.Processes.Tests.Deciding.ProcessSpec;

namespace Docket.Journal.Processes.Tests.Deciding;

public sealed class BackTests
{
    private static readonly ProcessEvent[] FlightUndoing =
        [.. HotelTried, Refused(Journey.Hotel), Back("hotel: full"), UndoTried(Journey.Flight)];

    [Fact]
    public void A_refusal_takes_back_what_was_done_before_it() =>
        Given(HotelTried).When(Answer(Journey.Hotel, Full))
            .Then(Refused(Journey.Hotel), Back("hotel: full"), UndoTried(Journey.Flight));

    [Fact]
    public void A_refusal_at_the_first_step_leaves_nothing_to_take_back() =>
        Given(Started, DeadlineSet, Tried(Journey.Flight)).When(Answer(Journey.Flight, Full))
            .Then(Refused(Journey.Flight), Back("flight: full"), Compensated);

    [Fact]
    public void What_was_taken_back_ends_it() =>
        Given(FlightUndoing).When(Answer(Journey.Flight, Fine, kind: CallKind.Compensation))
            .Then(Undone(Journey.Flight), Compensated);

    [Fact]
    public void Steps_are_undone_last_to_first() =>
        Given([.. Booked[..^1], Back("a person said so")]).When(Go).Then(UndoTried(Journey.Hotel));

    /// <summary>Found by the simulation: a copy of an earlier request arrived after the step was given up, and took effect.</summary>
    [Fact]
    public void A_step_given_up_after_failures_is_undone_too_so_that_a_late_copy_of_its_request_is_refused() =>
        Given([
            .. HotelTried, Failed(Journey.Hotel), RetrySet(1), RetryFired, Tried(Journey.Hotel, 2), Failed(Journey.Hotel, 2),
            RetrySet(2), RetryFired, Tried(Journey.Hotel, 3),
        ]).When(Answer(Journey.Hotel, Busy, 3))
            .Then(Failed(Journey.Hotel, 3), Back("hotel: It was not done after 3 tries."), UndoTried(Journey.Hotel));

    [Fact]
    public void What_has_no_compensation_stays_and_the_reason_is_told() =>
        Given([.. Booked, Done(Journey.Letter), Back("a person said so")]).When(Go)
            .Then(Skipped(Journey.Letter, "A letter that is sent is sent.", CallKind.Compensation), UndoTried(Journey.Hotel));

    [Fact]
    public void Undoing_that_fails_for_now_is_tried_again() =>
        Given(FlightUndoing).When(Answer(Journey.Flight, Busy, kind: CallKind.Compensation))
            .Then(Failed(Journey.Flight, kind: CallKind.Compensation), RetrySet(1));

    [Fact]
    public void Undoing_that_is_refused_makes_it_failed_and_stops_for_a_person() =>
        Given(FlightUndoing).When(Answer(Journey.Flight, Full, kind: CallKind.Compensation))
            .Then(Refused(Journey.Flight, CallKind.Compensation),
                Stopped(Journey.Flight, CallKind.Compensation, failed: true, "Undoing was refused: full"));

    [Fact]
    public void An_instance_that_cannot_be_undone_is_failed() => Assert.Equal(
        ProcessStatus.Failed,
        Given([.. FlightUndoing, Stopped(Journey.Flight, CallKind.Compensation, failed: true)]).State.Status);

    [Fact]
    public void Past_the_deadline_a_step_that_is_known_not_done_is_not_waited_for() =>
        Given([.. HotelTried, Failed(Journey.Hotel), RetrySet(1)]).When(Fire(ProcessTimers.Deadline, TooLate)).Then(
            DeadlineFired with { At = TooLate }, Back("It was not done in time.") with { At = TooLate },
            UndoTried(Journey.Hotel) with { At = TooLate });

    [Fact]
    public void Past_the_deadline_a_step_in_doubt_is_still_asked_for() =>
        Given([.. HotelTried, Unknown(Journey.Hotel), RetrySet(1)]).When(Fire(ProcessTimers.Deadline, TooLate))
            .Then(DeadlineFired with { At = TooLate });

    [Fact]
    public void A_success_past_the_deadline_is_taken_back_with_the_rest() =>
        Given([.. HotelTried, DeadlineFired]).When(Answer(Journey.Hotel, Fine))
            .Then(Done(Journey.Hotel), Back("It was not done in time."), UndoTried(Journey.Hotel));

    [Fact]
    public void An_answer_that_comes_after_the_deadline_ends_the_way_forward() =>
        Given(HotelTried).When(Answer(Journey.Hotel, Fine) with { At = TooLate }).Then(
            Done(Journey.Hotel) with { At = TooLate }, DeadlineFired with { At = TooLate },
            Back("It was not done in time.") with { At = TooLate }, UndoTried(Journey.Hotel) with { At = TooLate });

    [Fact]
    public void A_timer_that_was_overtaken_does_nothing() =>
        Given(FlightUndoing).When(Fire(ProcessTimers.Deadline, TooLate)).ThenNothing();

    [Fact]
    public void A_timer_that_is_not_due_does_nothing() =>
        Given([.. HotelTried, Failed(Journey.Hotel), RetrySet(1)]).When(Fire(ProcessTimers.Retry, Noon)).ThenNothing();
}
