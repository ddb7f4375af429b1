namespace Docket.Journal.Processes.Deciding;

/// <summary>Why an instance's rules say no. <see cref="Rule"/> is stable.</summary>
/// <param name="Rule">Names the rule for programs, such as <c>saga-ended</c>.</param>
/// <param name="Title">The rule as a sentence.</param>
public sealed record ProcessRejection(string Rule, string Title)
{
    /// <summary>No such instance.</summary>
    public static ProcessRejection Unknown { get; } = new("saga-unknown", "There is no such saga.");

    /// <summary>The id is taken.</summary>
    public static ProcessRejection AlreadyStarted { get; } =
        new("saga-already-started", "A saga of this id was started before.");

    /// <summary>The definition is not in the catalog.</summary>
    public static ProcessRejection NoDefinition { get; } =
        new("saga-no-definition", "This process does not know the definition, or not this version of it.");

    /// <summary>A person's decision that nobody waits for.</summary>
    public static ProcessRejection NotWaiting { get; } =
        new("saga-not-waiting", "Only a saga that waits for a person takes a person's decision.");

    /// <summary>Too late.</summary>
    public static ProcessRejection Ended { get; } = new("saga-ended", "The saga has ended.");

    /// <summary>The answer to a try that somebody else has taken over.</summary>
    public static ProcessRejection Overtaken { get; } =
        new("saga-overtaken", "This try was overtaken by a later one, which asks with the same key.");
}
