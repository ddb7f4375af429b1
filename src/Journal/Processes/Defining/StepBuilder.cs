namespace Docket.Journal.Processes.Defining;

/// <summary>Writes one step down.</summary>
public sealed class StepBuilder
{
    private StepDefinition _step;

    internal StepBuilder(string process, string name) => _step = new StepDefinition
    {
        Name = name,
        Events = new StepEvents($"{process}.{name}.done", $"{process}.{name}.refused", $"{process}.{name}.undone"),
    };

    /// <summary>Who does it.</summary>
    public StepBuilder By(string participant) => With(_step with { Participant = participant });

    /// <summary>The status that its success brings.</summary>
    public StepBuilder Brings(string status) => With(_step with { Brings = status });

    /// <summary>How long and how often the participant is asked.</summary>
    public StepBuilder Tried(RetryPolicy retry) => With(_step with { Retry = retry });

    /// <summary>What undoes it, and how often that is tried.</summary>
    public StepBuilder UndoneBy(string name, RetryPolicy? retry = null) =>
        With(_step with { Compensation = new Compensation.Undo(name, retry ?? new RetryPolicy()) });

    /// <summary>Nothing undoes it, and why.</summary>
    public StepBuilder NotUndone(string why) => With(_step with { Compensation = new Compensation.None(why) });

    /// <summary>The process goes on without it when it is refused.</summary>
    public StepBuilder Optional() => With(_step with { Optional = true });

    /// <summary>The public events that tell how it ended.</summary>
    public StepBuilder Tells(string done, string refused, string undone) =>
        With(_step with { Events = new StepEvents(done, refused, undone) });

    /// <summary>
    /// The public event that it waits for, where nobody leads; by default the one that the step before tells. To be said
    /// where the order is not to be read off the definition; <see cref="DefinitionCheck"/> holds one to the other.
    /// </summary>
    public StepBuilder ReactsTo(string name) => With(_step with { ReactsTo = name });

    internal StepBuilder Rests(TimeSpan length) =>
        With(_step with { Pause = length, Compensation = new Compensation.None("Time that has passed stays passed.") });

    internal StepDefinition Build() => _step;

    private StepBuilder With(StepDefinition step)
    {
        _step = step;
        return this;
    }
}
