namespace Docket.Journal.Processes.Participants;

/// <summary>How a try ended. There is no fifth way: whatever a participant does is one of these.</summary>
public abstract record StepOutcome
{
    private StepOutcome() { }

    /// <summary>It is done.</summary>
    /// <param name="Output">What later steps may want to know.</param>
    public sealed record Succeeded(JsonText? Output = null) : StepOutcome;

    /// <summary>It is not done and never will be.</summary>
    public sealed record Refused(string Reason) : StepOutcome;

    /// <summary>It is not done now; the same may be asked later.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="RetryAfter">When to ask again at the earliest, if the participant says so.</param>
    public sealed record FailedForNow(string Reason, TimeSpan? RetryAfter = null) : StepOutcome;

    /// <summary>
    /// It may be done or not: the answer was lost. To be asked again with the same key, and never compensated blindly.
    /// </summary>
    public sealed record Unknown(string Reason) : StepOutcome;
}
