namespace Docket.Journal.Processes.Deciding;

/// <summary>The statuses that every process has; its steps bring further ones.</summary>
public static class ProcessStatus
{
    /// <summary>Begun; no step has brought another status.</summary>
    public const string Pending = "pending";

    /// <summary>Every step is done or was left out.</summary>
    public const string Completed = "completed";

    /// <summary>What was done is being undone.</summary>
    public const string Compensating = "compensating";

    /// <summary>What was done is undone.</summary>
    public const string Compensated = "compensated";

    /// <summary>It cannot be undone by itself; a person has to see to it.</summary>
    public const string Failed = "failed";
}

/// <summary>The timers an instance may have, one of each.</summary>
public static class ProcessTimers
{
    /// <summary>Ends the way forward.</summary>
    public const string Deadline = "deadline";

    /// <summary>The next try.</summary>
    public const string Retry = "retry";

    /// <summary>The end of a step that rests.</summary>
    public const string Pause = "pause";

    /// <summary>Every timer.</summary>
    public static IReadOnlyList<string> All { get; } = [Deadline, Retry, Pause];
}
