namespace Docket.Journal.Processes.Defining;

/// <summary>How long and how often a participant is asked. Checked with the definition it stands in.</summary>
public sealed record RetryPolicy
{
    /// <summary>
    /// Answers that were no success before it is given up: the first try counts. What is in doubt is asked for until
    /// <see cref="Timeout"/>, however often, because after it a person is called. Default 5.
    /// </summary>
    public int TriesMax { get; init; } = 5;

    /// <summary>How long one try may take; an answer that has not come by then is unknown. Default 10 s.</summary>
    public TimeSpan TryTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>After this much time since the first try there is no further one. Default 10 min.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The pause after the first failure; it doubles with each further one. Default 1 s.</summary>
    public TimeSpan DelayFirst { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause. Default 1 min.</summary>
    public TimeSpan DelayMax { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How much of a pause is left to chance, 0-1, so that many who failed together do not come back together. Default
    /// 0.5.
    /// </summary>
    public double JitterShare { get; init; } = 0.5;

    /// <summary>The pause after so many answers that were no success.</summary>
    /// <param name="failures">From 1.</param>
    /// <param name="chance">0 to 1; 0 gives the shortest pause.</param>
    public TimeSpan DelayAfter(int failures, double chance)
    {
        var ticks = Math.Min(DelayFirst.Ticks * Math.Pow(2, failures - 1), DelayMax.Ticks);
        return TimeSpan.FromTicks((long)(ticks * (1 - JitterShare * (1 - chance))));
    }
}
