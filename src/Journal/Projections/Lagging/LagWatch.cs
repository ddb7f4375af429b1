namespace Docket.Journal.Projections.Lagging;

/// <summary>How views' lag is watched.</summary>
public sealed record LagWatch
{
    /// <summary>More than this is told of. Default 1 s.</summary>
    public TimeSpan Threshold { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often it is looked at. Default 250 ms.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Hears when it begins and ends. Called on the watch's own loop, so it must not block.</summary>
    public Action<LagAlert>? Heard { get; init; }
}
