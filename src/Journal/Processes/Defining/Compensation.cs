namespace Docket.Journal.Processes.Defining;

/// <summary>What becomes of a step's effect when the process is taken back.</summary>
public abstract record Compensation
{
    private Compensation() { }

    /// <summary>The same participant undoes it.</summary>
    /// <param name="Name">What that is called, such as <c>refund</c>.</param>
    /// <param name="Retry">How long and how often it is asked.</param>
    public sealed record Undo(string Name, RetryPolicy Retry) : Compensation;

    /// <summary>It stays.</summary>
    /// <param name="Why">The reason, for people who ask.</param>
    public sealed record None(string Why) : Compensation;
}
