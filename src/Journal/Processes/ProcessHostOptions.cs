using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.Journal.Processes;

/// <summary>Time, chance, log and bounds of a <see cref="ProcessHost"/>.</summary>
public sealed record ProcessHostOptions
{
    /// <summary>
    /// Names this process, and no other one that is alive; 1-50 characters, it is kept with every event it writes.
    /// </summary>
    public required string Owner { get; init; }

    /// <summary>The time, and what waits for it. Default the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>0 up to 1, for the pauses between tries; may be called from any thread. Default the system's.</summary>
    public Func<double> Chance { get; init; } = Random.Shared.NextDouble;

    /// <summary>Where it tells what goes wrong. Default nowhere.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>Tells other systems of what happens to instances. Default nobody is told.</summary>
    public ProcessTeller? Tell { get; init; }

    /// <summary>Instances run at a time; further ones wait their turn. Default 256.</summary>
    public int RunsMax { get; init; } = 256;

    /// <summary>
    /// How long the instances of a process that ended wait until another one takes them over. Default 15 s.
    /// </summary>
    public TimeSpan LeaseLength { get; init; } = TimeSpan.FromSeconds(15);
}
