using Docket.Journal.Processes.Choreography;
using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Describing;

namespace Docket.Journal.Processes.Tests.Choreography;

public sealed class EventGraphTests
{
    [Fact]
    public void Each_step_reacts_to_what_the_step_before_tells_and_goes_back_on_what_the_next_one_tells() => Assert.Equal(
        [
            "journey.started origin>flight Forward",
            "journey.flight.done flight>hotel Forward",
            "journey.flight.refused flight>origin Back",
            "journey.flight.undone flight>origin Back",
            "journey.hotel.done hotel>letter Forward",
            "journey.hotel.refused hotel>flight Back",
            "journey.hotel.undone hotel>flight Back",
            "journey.letter.done letter>origin Forward",
            "journey.letter.refused letter>origin Forward",
            "journey.letter.undone letter>hotel Back",
        ],
        EventGraph.Of(Journey.Definition).Flows.Select(flow => $"{flow.Event} {flow.Producer}>{flow.Consumer} {flow.Direction}"));

    [Fact]
    public void A_sound_graph_has_no_fault() => Assert.Empty(EventGraphCheck.Faults(EventGraph.Of(Journey.Definition)));

    [Fact]
    public void A_missing_compensation_is_found() => AssertFault(
        "'b' has no compensation, and has to go back when it hears 'p.c.refused' or 'p.c.undone'",
        Of(("a", Sound), ("b", step => step.By("x")), ("c", Sound)));

    [Fact]
    public void An_event_nobody_consumes_is_found() => AssertFault(
        "'p.b.done', which 'b' tells, is consumed by nobody",
        Of(("a", Sound), ("b", Sound), ("c", step => Sound(step.ReactsTo("p.a.done")))));

    [Fact]
    public void A_cycle_is_found() => AssertFault(
        "'a' reacts to what it sets off itself", Of(("a", step => Sound(step.ReactsTo("p.b.done"))), ("b", Sound)));

    [Fact]
    public void A_cycle_by_two_steps_that_tell_the_same_is_found() => AssertFault(
        "'b' reacts to what it sets off itself",
        Of(("a", Sound), ("b", step => Sound(step.Tells("p.a.done", "p.b.refused", "p.b.undone"))), ("c", Sound)));

    [Fact]
    public void A_step_that_waits_for_what_nobody_tells_is_found() => AssertFault(
        "'b' waits for 'nothing', which nobody tells", Of(("a", Sound), ("b", step => Sound(step.ReactsTo("nothing")))));

    [Fact]
    public void Events_that_lead_another_way_than_the_steps_are_found() => AssertFault(
        "'c' waits for 'a', and in the definition 'b' comes before it",
        Of(("a", Sound), ("b", Sound), ("c", step => Sound(step.ReactsTo("p.a.done")))));

    [Fact]
    public void A_catalog_does_not_take_a_graph_with_a_fault() => Assert.Contains(
        "is consumed by nobody",
        Assert.Throws<InvalidOperationException>(() => new ProcessCatalog(
            Of(("a", Sound), ("b", Sound), ("c", step => Sound(step.ReactsTo("p.a.done")))))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_graph_is_drawn_with_full_lines_forward_and_broken_ones_back() => Assert.Equal(
        """
        flowchart LR
          origin([whoever began it])
          step1["x<br/>a"]
          origin -- p.started --> step1
          step1 -- p.a.done --> origin
          step1 -. p.a.refused .-> origin
          step1 -. p.a.undone .-> origin

        """.ReplaceLineEndings("\n"),
        EventGraphText.Mermaid(EventGraph.Of(Of(("a", Sound)))));

    private static void Sound(StepBuilder step) => step.By("x").UndoneBy("undo");

    private static ProcessDefinition Of(params (string Name, Action<StepBuilder> Write)[] steps)
    {
        var definition = ProcessDefinition.Named("p", 1).Within(TimeSpan.FromHours(1));
        foreach (var (name, write) in steps) definition.Step(name, write);
        return definition.Build();
    }

    private static void AssertFault(string expected, ProcessDefinition definition) => Assert.Contains(
        EventGraphCheck.Faults(EventGraph.Of(definition)), fault => fault.Contains(expected, StringComparison.Ordinal));
}
