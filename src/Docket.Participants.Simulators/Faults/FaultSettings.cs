namespace Docket.Participants.Simulators.Faults;

/// <summary>How a simulator fails. Shares are 0-1: 0 never, 1 always.</summary>
public sealed record FaultSettings
{
    /// <summary>It does not.</summary>
    public static FaultSettings None { get; } = new();

    /// <summary>Share of actions that are refused, for good.</summary>
    public double Refuse { get; init; }

    /// <summary>Share of undoings that are refused; asked again, each may go through.</summary>
    public double RefuseUndoing { get; init; }

    /// <summary>How long an answer takes, in milliseconds.</summary>
    public int DelayMs { get; init; }

    /// <summary>Share of calls that are answered with <see cref="ErrorStatus"/>, and not done.</summary>
    public double Error { get; init; }

    /// <summary>Such as 503, 429 or 409.</summary>
    public int ErrorStatus { get; init; } = 503;

    /// <summary>With an error: when to ask again, in seconds; null where it does not say.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Share of calls whose connection is cut before anything is done.</summary>
    public double CutBefore { get; init; }

    /// <summary>Share of calls that are done and whose connection is cut before the answer.</summary>
    public double CutAfter { get; init; }

    /// <summary>Share of calls that arrive twice.</summary>
    public double Duplicate { get; init; }

    /// <summary>For so many calls, then there are no faults any more; null for ever.</summary>
    public int? Times { get; init; }

    /// <summary>What is wrong with them, by name.</summary>
    internal Dictionary<string, string> Findings()
    {
        var findings = new Dictionary<string, string>();
        (string Name, double Share)[] shares =
        [
            ("refuse", Refuse), ("refuse_undoing", RefuseUndoing), ("error", Error), ("cut_before", CutBefore),
            ("cut_after", CutAfter), ("duplicate", Duplicate),
        ];
        foreach (var (name, share) in shares)
            if (share is not (>= 0 and <= 1)) findings[name] = "is a share, 0-1";
        if (DelayMs is < 0 or > 600_000) findings["delay_ms"] = "is 0-600000";
        // Any other one would be a refusal, and a refusal is kept.
        if (ErrorStatus is not (401 or 408 or 409 or 425 or 429 or (>= 500 and <= 599)))
            findings["error_status"] = "is 401, 408, 409, 425, 429 or 500-599";
        if (RetryAfter is < 0 or > 86_400) findings["retry_after"] = "is 0-86400";
        if (Times is < 1) findings["times"] = "is from 1 on";
        return findings;
    }
}
