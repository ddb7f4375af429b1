using Docket.Journal.Projections.Feeding;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.Projections;

/// <summary>What a <see cref="ViewHost"/> works with.</summary>
public sealed record ViewHostOptions
{
    /// <summary>Tells the time, and when waiting is over.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Hears of parked streams, thrown-away views and rebuilds.</summary>
    public required ILogger Logger { get; init; }

    /// <summary>Where events come from; null for the journal itself.</summary>
    public IEventFeed? Feed { get; init; }

    /// <summary>Of the views that several processes share: which ones this process may apply, by name. Default: every
    /// one.</summary>
    public Func<string, bool> Applies { get; init; } = static _ => true;

    /// <summary>Whether it reads those that it may not apply; else they are left alone, and their engines need not even
    /// answer. Default true.</summary>
    public bool ReadsOthers { get; init; } = true;

    /// <summary>How long an operator's order waits for another process to leave a view to this one. Default 10 s.</summary>
    public TimeSpan HandOverTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>When a failing event's stream is parked.</summary>
    public ParkingPolicy Parking { get; init; } = new();
}
