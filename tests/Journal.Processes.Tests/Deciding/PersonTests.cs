using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Defining;
using static Docket.Journal.Processes.Tests.Deciding.Examples;
using static Docket.Journal.Processes.Tests.Deciding.ProcessSpec;

namespace Docket.Journal.Processes.Tests.Deciding;

public sealed class PersonTests
{
    private static readonly ProcessEvent[] CannotUndo =
    [
        .. HotelTried, Refused(Journey.Hotel), Back("hotel: full"), UndoTried(Journey.Flight),
        Refused(Journey.Flight, CallKind.Compensation), Stopped(Journey.Flight, CallKind.Compensation, failed: true),
    ];

    [Fact]
    public void An_unknown_outcome_is_asked_again_and_nothing_is_taken_back() =>
        Given(HotelTried).When(Answer(Journey.Hotel, Lost)).Then(Unknown(Journey.Hotel), RetrySet(1));

    [Fact]
    public void A_step_in_doubt_is_asked_again_also_after_its_last_try_while_there_is_time() =>
        Given(HotelInDoubt[..^2]).When(Answer(Journey.Hotel, Lost, 3)).Then(Unknown(Journey.Hotel, 3), RetrySet(3));

    [Fact]
    public void A_step_in_doubt_when_its_time_is_over_stops_for_a_person_and_is_never_compensated_blindly() =>
        Given(HotelInDoubt[..^2]).When(Answer(Journey.Hotel, Lost, 3) with { At = Late })
            .Then(Unknown(Journey.Hotel, 3) with { At = Late }, StoppedLate);

    [Fact]
    public void One_unknown_among_failures_keeps_the_doubt() =>
        Given(HotelInDoubt[..^2]).When(Answer(Journey.Hotel, Busy, 3) with { At = Late })
            .Then(Failed(Journey.Hotel, 3) with { At = Late }, StoppedLate);

    [Fact]
    public void A_process_that_was_gone_for_longer_than_all_tries_may_take_has_their_time_when_it_is_back() =>
        Given([.. HotelTried, Tried(Journey.Hotel, 2) with { At = Later }])
            .When(Answer(Journey.Hotel, Busy, 2) with { At = Later }).Then(
                Failed(Journey.Hotel, 2) with { At = Later },
                RetrySet(1) with { At = Later, Due = Later.AddSeconds(1) });

    [Fact]
    public void A_refusal_ends_the_doubt() =>
        Given(HotelInDoubt[..^2]).When(Answer(Journey.Hotel, Full, 3)).Then(
            new StepRefused(Journey.Hotel, CallKind.Action, 3, "full") { At = Noon }, Back("hotel: full"), UndoTried(Journey.Flight));

    [Fact]
    public void What_is_in_doubt_keeps_its_status_and_says_what_it_waits_for()
    {
        var state = Given(HotelInDoubt).State;
        Assert.Equal(("flight_booked", Journey.Hotel), (state.Status, state.Waiting!.Step));
    }

    [Fact]
    public void Who_waits_for_a_person_does_nothing_by_itself() => Given(HotelInDoubt).When(Go).ThenNothing();

    [Fact]
    public void Resuming_asks_again_with_the_same_key() =>
        Given([.. HotelInDoubt, Chose(PersonsChoice.Resume)]).When(Go).Then(Tried(Journey.Hotel, 4));

    [Fact]
    public void Resuming_gives_as_many_tries_as_at_first() =>
        Given([.. HotelInDoubt, Chose(PersonsChoice.Resume), Tried(Journey.Hotel, 4)]).When(Answer(Journey.Hotel, Lost, 4))
            .Then(Unknown(Journey.Hotel, 4), RetrySet(1));

    [Fact]
    public void Skipping_goes_on_with_the_next_step() =>
        Given([.. HotelInDoubt, Chose(PersonsChoice.Skip), Skipped(Journey.Hotel, "A person saw to it.")]).When(Go)
            .Then(Tried(Journey.Letter));

    [Fact]
    public void A_person_may_have_what_is_in_doubt_undone() =>
        Given([.. HotelInDoubt, Chose(PersonsChoice.Compensate), Back("as said")]).When(Go).Then(UndoTried(Journey.Hotel));

    [Fact]
    public void A_decision_gives_new_time_where_the_deadline_has_passed() =>
        Given([.. HotelInDoubt, DeadlineFired]).When(Choose(PersonsChoice.Resume)).Then(Chose(PersonsChoice.Resume), DeadlineSet);

    [Fact]
    public void What_cannot_be_undone_is_tried_again_when_a_person_says_so() =>
        Given([.. CannotUndo, Chose(PersonsChoice.Resume)]).When(Go).Then(UndoTried(Journey.Flight, 2));

    [Fact]
    public void What_cannot_be_undone_may_be_left_as_it_is() =>
        Given([.. CannotUndo, Chose(PersonsChoice.Skip), Skipped(Journey.Flight, "A person saw to it.", CallKind.Compensation)])
            .When(Go).Then(Compensated);

    [Fact]
    public void Nobody_decides_for_an_instance_that_goes_by_itself() =>
        Given(HotelTried).When(Choose(PersonsChoice.Skip)).ThenRejected(ProcessRejection.NotWaiting);

    [Fact]
    public void Nobody_decides_for_an_instance_that_has_ended() =>
        Given([.. Booked, Done(Journey.Letter), Completed]).When(Choose(PersonsChoice.Compensate)).ThenRejected(ProcessRejection.Ended);

    [Fact]
    public void An_optional_step_in_doubt_is_left_out_because_it_leaves_nothing_behind() =>
        Given([
            .. Booked, Unknown(Journey.Letter), RetrySet(1), RetryFired, Tried(Journey.Letter, 2), Unknown(Journey.Letter, 2),
            RetrySet(2), RetryFired, Tried(Journey.Letter, 3),
        ]).When(Answer(Journey.Letter, Lost, 3)).Then(
            Unknown(Journey.Letter, 3), Skipped(Journey.Letter, "It was not done after 3 tries."), Completed);
}
