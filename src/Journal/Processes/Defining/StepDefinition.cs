namespace Docket.Journal.Processes.Defining;

/// <summary>One step of a process: who is asked for what, how often, and how it is undone.</summary>
public sealed record StepDefinition
{
    /// <summary>
    /// Names the step in its process, such as <c>charge-card</c>; lower-case letters, digits, hyphens, 1-40.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>Who does it; null for a pause.</summary>
    public string? Participant { get; init; }

    /// <summary>How long the process rests here, minutes or days; null for a step that asks somebody.</summary>
    public TimeSpan? Pause { get; init; }

    /// <summary>How long and how often the participant is asked.</summary>
    public RetryPolicy Retry { get; init; } = new();

    /// <summary>What undoes it, or why nothing does. Null is a fault in the definition.</summary>
    public Compensation? Compensation { get; init; }

    /// <summary>The status that its success brings the process to; null where the status stays.</summary>
    public string? Brings { get; init; }

    /// <summary>Whether the process goes on without it when it is refused. Such a step has nothing to undo.</summary>
    public bool Optional { get; init; }

    /// <summary>The public events that tell how it ended.</summary>
    public required StepEvents Events { get; init; }

    /// <summary>
    /// The public event that it waits for, where nobody leads; null for whatever the step before tells.
    /// </summary>
    public string? ReactsTo { get; init; }

    /// <summary>How long and how often the participant is asked for one or the other.</summary>
    public RetryPolicy RetryOf(CallKind kind) =>
        kind == CallKind.Action ? Retry : Compensation is Compensation.Undo undo ? undo.Retry : new RetryPolicy();
}

/// <summary>The names under which a step's end is told to others.</summary>
/// <param name="Done">It succeeded.</param>
/// <param name="Refused">It will not be done.</param>
/// <param name="Undone">Its effect was taken back.</param>
public sealed record StepEvents(string Done, string Refused, string Undone);
