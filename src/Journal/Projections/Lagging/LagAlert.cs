using Docket.Journal.Store;

namespace Docket.Journal.Projections.Lagging;

/// <summary>A view has begun to lag more than it may, or keeps up again.</summary>
/// <param name="View">Which.</param>
/// <param name="IsRaised">Whether it begins; else it is over.</param>
/// <param name="Since">When it began.</param>
/// <param name="At">When this was seen.</param>
public sealed record LagAlert(string View, bool IsRaised, DateTimeOffset Since, DateTimeOffset At)
{
    /// <summary>Live, catching_up, stalled or idle.</summary>
    public required string State { get; init; }

    /// <summary>The lag as it was seen.</summary>
    public required TimeSpan Lag { get; init; }

    /// <summary>Events behind.</summary>
    public required long Events { get; init; }

    /// <summary>Where the view stood.</summary>
    public required Position Watermark { get; init; }

    /// <summary>What it may.</summary>
    public required TimeSpan Threshold { get; init; }
}
