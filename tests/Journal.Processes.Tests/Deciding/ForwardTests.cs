using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Defining;
using static Docket.Journal.Processes.Tests.Deciding.Examples;
using static Docket.Journal.Processes.Tests.Deciding.ProcessSpec;

namespace Docket.Journal.Processes.Tests.Deciding;

public sealed class ForwardTests
{
    [Fact]
    public void A_start_sets_the_deadline_and_asks_nobody_yet() =>
        Given().When(new StartProcess("j", Journey.Name, 1, new JsonText("{}"), "c") { At = Noon }).Then(Started, DeadlineSet);

    [Fact]
    public void An_instance_is_started_once() =>
        Given(Started).When(new StartProcess("j", Journey.Name, 1, default, null) { At = Noon })
            .ThenRejected(ProcessRejection.AlreadyStarted);

    [Fact]
    public void A_definition_that_is_not_here_is_not_started() =>
        Given().When(new StartProcess("j", Journey.Name, 2, default, null) { At = Noon }).ThenRejected(ProcessRejection.NoDefinition);

    [Fact]
    public void The_first_step_is_tried_under_a_key_of_its_own() =>
        Given(Started, DeadlineSet).When(Go).Then(Tried(Journey.Flight));

    [Fact]
    public void A_success_is_written_together_with_the_next_try() =>
        Given(Started, DeadlineSet, Tried(Journey.Flight)).When(Answer(Journey.Flight, Fine))
            .Then(Done(Journey.Flight), Tried(Journey.Hotel));

    [Fact]
    public void The_last_success_completes_it() =>
        Given(Booked).When(Answer(Journey.Letter, Fine)).Then(Done(Journey.Letter), Completed);

    [Fact]
    public void A_success_brings_the_status_its_definition_says() => Assert.Equal("flight_booked", Given(HotelTried).State.Status);

    [Fact]
    public void An_optional_step_that_is_refused_is_left_out() =>
        Given(Booked).When(Answer(Journey.Letter, Full)).Then(Refused(Journey.Letter), Skipped(Journey.Letter, "full"), Completed);

    [Fact]
    public void A_failure_for_now_is_tried_again_after_a_pause() =>
        Given(HotelTried).When(Answer(Journey.Hotel, Busy)).Then(Failed(Journey.Hotel), RetrySet(1));

    [Fact]
    public void The_next_try_uses_the_same_key() =>
        Given([.. HotelTried, Failed(Journey.Hotel), RetrySet(1)]).When(Fire(ProcessTimers.Retry, Noon.AddSeconds(1)))
            .Then(RetryFired with { At = Noon.AddSeconds(1) }, Tried(Journey.Hotel, 2) with { At = Noon.AddSeconds(1) });

    [Fact]
    public void Pauses_double() =>
        Given([.. HotelTried, Failed(Journey.Hotel), RetrySet(1), RetryFired, Tried(Journey.Hotel, 2)])
            .When(Answer(Journey.Hotel, Busy, 2)).Then(Failed(Journey.Hotel, 2), RetrySet(2));

    [Fact]
    public void A_participant_that_says_when_to_come_back_is_not_asked_before() =>
        Given(HotelTried).When(Answer(Journey.Hotel, new Participants.StepOutcome.FailedForNow("busy", TimeSpan.FromSeconds(90))))
            .Then(Failed(Journey.Hotel), new TimerSet(ProcessTimers.Retry, Noon.AddSeconds(90)) { At = Noon });

    [Fact]
    public void A_try_without_an_answer_is_asked_again_with_the_same_key() =>
        Given(HotelTried).When(new AskAgain(1) { At = Noon }).Then(Tried(Journey.Hotel, 2));

    [Fact]
    public void A_try_that_was_asked_again_leaves_its_step_in_doubt() =>
        Assert.True(Given([.. HotelTried, Tried(Journey.Hotel, 2)]).State.Progress(Journey.Hotel)!.IsInDoubt);

    [Fact]
    public void The_answer_to_a_try_that_was_taken_over_counts_for_nothing() =>
        Given([.. HotelTried, Tried(Journey.Hotel, 2)]).When(Answer(Journey.Hotel, Fine, 1)).ThenRejected(ProcessRejection.Overtaken);

    [Fact]
    public void Nothing_is_taken_twice() => Given(HotelTried).When(Go).ThenNothing();

    [Fact]
    public void The_answer_to_a_step_that_nobody_asked_for_counts_for_nothing() =>
        Given(HotelTried).When(Answer(Journey.Hotel, Fine, kind: CallKind.Compensation)).ThenRejected(ProcessRejection.Overtaken);
}
