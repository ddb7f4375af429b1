using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Participants;
using Docket.Kernel;

namespace Docket.Journal.Processes.Tests.Choreography;

/// <summary>What one participant does of its own, in events.</summary>
public sealed class PartTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Brief Told = new("j", Journey.Name, 1, new JsonText("{}"), [], Noon.AddMinutes(20), "c");
    private static readonly StartPart Turn = new(Journey.Hotel, Told) { At = Noon };
    private static readonly RecordOutcome Done =
        new(Journey.Hotel, CallKind.Action, 1, new StepOutcome.Succeeded(new JsonText("7")), 0) { At = Noon };

    [Fact]
    public void When_its_turn_has_come_it_writes_down_that_it_tries_with_the_key_that_a_leader_would_use() => Assert.Equal(
        ["PartStarted", "TimerSet", "StepTried j/hotel"], Decided(Turn));

    [Fact]
    public void When_its_step_is_done_it_tells_so_with_what_the_next_one_needs()
    {
        var told = (StepTold)Decide(After(Turn), Done)[^1];
        Assert.Equal(("journey.hotel.done", Direction.Forward), (told.Name, told.Direction));
        Assert.Equal([new StepOutput(Journey.Hotel, new JsonText("7"))], told.Brief.Outputs);
        Assert.Equal(Told.Deadline, told.Brief.Deadline);
    }

    [Fact]
    public void Refused_it_tells_that_and_has_nothing_to_undo() => Assert.Equal(
        ["StepRefused", "CompensationBegun", "StepTold journey.hotel.refused Back"],
        Decided(Turn, Done with { Outcome = new StepOutcome.Refused("full") }));

    [Fact]
    public void To_hear_of_its_turn_twice_changes_nothing() => Assert.Empty(Decided(Turn, Turn));

    [Fact]
    public void A_turn_that_comes_too_late_is_passed_back_untried() => Assert.Equal(
        ["PartStarted", "TimerSet", "TimerFired", "CompensationBegun", "StepTold journey.hotel.undone Back"],
        Decided(Turn with { At = Told.Deadline }));

    [Fact]
    public void What_was_told_as_done_is_undone_when_the_next_one_was_taken_back() => Assert.Equal(
        ["CompensationBegun", "StepTried j/hotel/undo"], Decided(Turn, Done, new TakeBack("letter") { At = Noon }));

    [Fact]
    public void To_be_taken_back_twice_or_while_it_is_tried_changes_nothing()
    {
        var back = new TakeBack("letter") { At = Noon };
        Assert.Empty(Decided(Turn, back));
        Assert.Empty(Decided(Turn, Done, back, back));
    }

    [Fact]
    public void In_doubt_when_its_time_is_over_it_stops_for_a_person_and_tells_nobody()
    {
        var lost = Done with { Outcome = new StepOutcome.Unknown("lost") };
        ProcessCommand[] commands = [Turn];
        for (var number = 1; number < 3; number++)
            commands = [.. commands, lost with { Try = number }, new FireTimer(ProcessTimers.Retry) { At = Noon.AddMinutes(number) }];
        var late = lost with { Try = 3, At = Noon.AddMinutes(5) };
        Assert.Equal(["StepOutcomeUnknown", "StoppedForPerson"], Decided([.. commands, late]));
    }

    private static IEnumerable<string> Decided(params ProcessCommand[] commands) =>
        Decide(After(commands[..^1]), commands[^1]).Select(Text);

    private static string Text(ProcessEvent happened) => happened switch
    {
        StepTried e => $"StepTried {e.Key}",
        StepTold e => $"StepTold {e.Name} {e.Direction}",
        _ => happened.GetType().Name,
    };

    private static ProcessState After(params ProcessCommand[] commands) => commands.Aggregate(
        Process.Initial, (state, command) => Decide(state, command).Aggregate(state, Process.Evolve));

    private static ValueList<ProcessEvent> Decide(ProcessState state, ProcessCommand command) =>
        Process.Decide(Journey.Catalog, state, command).Events;
}
