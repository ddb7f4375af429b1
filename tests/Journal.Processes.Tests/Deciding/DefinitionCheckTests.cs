using Docket.Journal.Processes.Defining;

namespace Docket.Journal.Processes.Tests.Deciding;

public sealed class DefinitionCheckTests
{
    [Fact]
    public void A_sound_definition_has_no_fault() => Assert.Empty(DefinitionCheck.Faults(Journey.Definition));

    [Fact]
    public void A_step_with_an_effect_says_how_it_is_undone_or_why_not() =>
        AssertFault("has no compensation and does not say why", One(step => step.By("airline")));

    [Fact]
    public void A_reason_that_says_nothing_is_none() =>
        AssertFault("has no compensation and does not say why", One(step => step.By("airline").NotUndone("")));

    [Fact]
    public void A_process_has_a_time_out() =>
        AssertFault("has no time-out", ProcessDefinition.Named("a", 1).Step("b", Sound).Build());

    [Fact]
    public void A_try_has_a_time_out() => AssertFault(
        "a try has no time-out", One(step => Sound(step, new RetryPolicy { TryTimeout = TimeSpan.Zero })));

    [Fact]
    public void All_tries_together_have_time_for_one() => AssertFault(
        "less time than one", One(step => Sound(step, new RetryPolicy { Timeout = TimeSpan.FromSeconds(1) })));

    [Fact]
    public void A_compensation_is_checked_as_its_action_is() => AssertFault(
        "compensation: it is never tried", One(step => step.By("a").UndoneBy("b", new RetryPolicy { TriesMax = 0 })));

    [Fact]
    public void Step_names_are_unique() => AssertFault(
        "2 steps named 'b'", ProcessDefinition.Named("a", 1).Within(TimeSpan.FromHours(1)).Step("b", Sound).Step("b", Sound).Build());

    [Fact]
    public void A_name_is_plain() => AssertFault("is no name for a step", One(Sound, "Über"));

    [Fact]
    public void An_optional_step_leaves_nothing_to_undo() =>
        AssertFault("is optional and has something to undo", One(step => Sound(step.Optional())));

    [Fact]
    public void A_step_asks_somebody_or_rests() =>
        AssertFault("wants a participant, or a pause", One(step => step.UndoneBy("c")));

    [Fact]
    public void A_catalog_tells_every_fault_at_once()
    {
        var refused = Assert.Throws<InvalidOperationException>(
            () => new ProcessCatalog(One(step => step.By("a")), Journey.Definition, Journey.Definition));
        Assert.Contains("has no compensation", refused.Message, StringComparison.Ordinal);
        Assert.Contains("journey v1 is defined twice", refused.Message, StringComparison.Ordinal);
    }

    private static void Sound(StepBuilder step) => step.By("airline").UndoneBy("cancel");

    private static void Sound(StepBuilder step, RetryPolicy retry) => step.By("airline").Tried(retry).UndoneBy("cancel");

    private static ProcessDefinition One(Action<StepBuilder> write, string name = "b") =>
        ProcessDefinition.Named("a", 1).Within(TimeSpan.FromHours(1)).Step(name, write).Build();

    private static void AssertFault(string expected, ProcessDefinition definition) =>
        Assert.Contains(DefinitionCheck.Faults(definition), fault => fault.Contains(expected, StringComparison.Ordinal));
}
