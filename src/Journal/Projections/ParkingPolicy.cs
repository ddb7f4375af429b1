namespace Docket.Journal.Projections;

/// <summary>How long a view bears with an event that fails before it parks the event's stream.</summary>
public sealed record ParkingPolicy
{
    /// <summary>How often an event is tried in all. Default 3.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>The wait before the second try; doubled for each further one. Default 20 ms: the whole view waits with it.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(20);
}
