using Microsoft.Extensions.Logging;

namespace Docket.Journal.Projections;

/// <summary>What a <see cref="ViewHost"/> works with.</summary>
public sealed record ViewHostOptions
{
    /// <summary>Tells the time, and when waiting is over.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Hears of parked streams, thrown-away views and rebuilds.</summary>
    public required ILogger Logger { get; init; }

    /// <summary>When a failing event's stream is parked.</summary>
    public ParkingPolicy Parking { get; init; } = new();
}
