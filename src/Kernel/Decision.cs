namespace Docket.Kernel;

/// <summary>What a rule says of a command: the events it makes true, none at all, or why not.</summary>
/// <remarks>
/// A rule returns an event, a list of events or a rejection; each converts to a decision by itself.
/// The default value accepts and records nothing new.
/// </remarks>
/// <typeparam name="TEvent">The root of the aggregate's events.</typeparam>
/// <typeparam name="TRejection">The aggregate's rejections; a business "no" is a value.</typeparam>
public readonly record struct Decision<TEvent, TRejection>
    where TEvent : class
    where TRejection : class
{
    private Decision(ValueList<TEvent> events, TRejection? rejection)
    {
        Events = events;
        Rejection = rejection;
    }

    /// <summary>The new events, oldest first; empty when rejected, or when nothing changes.</summary>
    public ValueList<TEvent> Events { get; }

    /// <summary>Why the command is refused, or null when it is accepted.</summary>
    public TRejection? Rejection { get; }

    /// <summary>Accepts with several events, which are recorded together or not at all.</summary>
    public static Decision<TEvent, TRejection> Accept(ValueList<TEvent> events) => new(events, null);

    /// <summary>Accepts and records nothing: the command's wish is already true.</summary>
    public static Decision<TEvent, TRejection> NothingNew => default;

    /// <summary>Accepts with one event.</summary>
    public static implicit operator Decision<TEvent, TRejection>(TEvent recorded) => new([recorded], null);

    /// <summary>Accepts with events that are recorded together.</summary>
    public static implicit operator Decision<TEvent, TRejection>(ValueList<TEvent> events) => new(events, null);

    /// <summary>Refuses.</summary>
    public static implicit operator Decision<TEvent, TRejection>(TRejection rejection) => new(default, rejection);
}

/// <summary>An aggregate's rule book as three pure functions.</summary>
/// <param name="Initial">The state before the first event.</param>
/// <param name="Evolve">The state after one more event; never refuses.</param>
/// <param name="Decide">What a command does in a state; changes nothing.</param>
public sealed record Decider<TState, TCommand, TEvent, TRejection>(
    TState Initial,
    Func<TState, TEvent, TState> Evolve,
    Func<TState, TCommand, Decision<TEvent, TRejection>> Decide)
    where TEvent : class
    where TRejection : class
{
    /// <summary>The state after a history: what a test of <see cref="Decide"/> is given.</summary>
    public TState After(params IEnumerable<TEvent> history) => history.Aggregate(Initial, Evolve);
}
