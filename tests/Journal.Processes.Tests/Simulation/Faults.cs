namespace Docket.Journal.Processes.Tests.Simulation;

/// <summary>How unkind a simulated participant and the way to it are; each a probability of one call.</summary>
internal sealed record Faults
{
    public static Faults None { get; } = new();

    /// <summary>The answers that a real day has, and all of them in one hour.</summary>
    public static Faults Rough { get; } = new()
    {
        Refuses = 0.03,
        Fails = 0.15,
        SaysUnknown = 0.05,
        LosesRequest = 0.04,
        LosesReply = 0.05,
        Doubles = 0.1,
        IsSlow = 0.08,
    };

    public double Refuses { get; init; }

    public double Fails { get; init; }

    /// <summary>It says itself that it does not know, half of the times having done it.</summary>
    public double SaysUnknown { get; init; }

    public double LosesRequest { get; init; }

    public double LosesReply { get; init; }

    /// <summary>The request arrives twice, at different times.</summary>
    public double Doubles { get; init; }

    /// <summary>A way takes minutes, so that replies overtake each other and requests arrive after everybody gave up.</summary>
    public double IsSlow { get; init; }
}
