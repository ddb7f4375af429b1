namespace Docket.Application.Checkout.Simulated;

/// <summary>How a simulated participant fails.</summary>
public sealed record SimulatedFaults
{
    /// <summary>It does not.</summary>
    public static SimulatedFaults None { get; } = new();

    /// <summary>Why it refuses every action; null where it does not.</summary>
    public string? Refuses { get; init; }

    /// <summary>Why it refuses to undo; null where it does not.</summary>
    public string? RefusesUndoing { get; init; }

    /// <summary>How often each call fails for now before it goes through.</summary>
    public int FailsFirst { get; init; }

    /// <summary>How often the answer to a call that went through is lost.</summary>
    public int UnknownFirst { get; init; }

    /// <summary>How long an answer takes.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Whether every request arrives twice.</summary>
    public bool Doubled { get; init; }
}
