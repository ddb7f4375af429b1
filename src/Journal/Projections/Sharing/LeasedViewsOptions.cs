using Microsoft.Extensions.Logging;

namespace Docket.Journal.Projections.Sharing;

/// <summary>What <see cref="LeasedViews"/> works with.</summary>
public sealed record LeasedViewsOptions
{
    /// <summary>How long a process stays a view's owner without renewing it.</summary>
    public required TimeSpan LeaseTime { get; init; }

    /// <summary>How often a process that follows looks for itself.</summary>
    public required TimeSpan LookInterval { get; init; }

    /// <summary>Tells the time.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Hears of leases that are lost.</summary>
    public required ILogger Logger { get; init; }

    /// <summary>Says something on the channel that every process hears; by default there is none.</summary>
    public Func<string, CancellationToken, ValueTask> SayAsync { get; init; } = static (_, _) => ValueTask.CompletedTask;

    /// <summary>Whether the storage itself refuses a former owner, by the lease's epoch. Where it cannot, a term that could
    /// not be renewed in time ends. Default true.</summary>
    public bool IsFenced { get; init; } = true;

    /// <summary>Whether a view that this process applies is still what it has written: a storage may go back by
    /// itself.</summary>
    public Func<string, CancellationToken, ValueTask<bool>> IsAsLeftAsync { get; init; } =
        static (_, _) => ValueTask.FromResult(true);

    /// <summary>Whether a failure says only that the storage cannot be reached now.</summary>
    public required Func<Exception, bool> IsPassing { get; init; }
}
