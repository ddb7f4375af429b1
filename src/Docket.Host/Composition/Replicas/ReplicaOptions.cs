using Docket.Api.Replicas;
using Docket.Host.Composition.Stores;

namespace Docket.Host.Composition.Replicas;

/// <summary>Which standby answers which reads.</summary>
internal sealed record ReplicaOptions
{
    /// <summary>The standby's database.</summary>
    public required PostgresPlace Place { get; init; }

    /// <summary>The primary's, to tell a standby of it from anything else.</summary>
    public required PostgresPlace Primary { get; init; }

    /// <summary>The reads that come from it. Default: where an order stands.</summary>
    public ReplicaReads Serves { get; init; } = ReplicaReads.Status;

    /// <summary>How far it may be behind. Default 10 s.</summary>
    public TimeSpan LagMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether the primary answers where it cannot. Default: yes.</summary>
    public bool FallsBack { get; init; } = true;
}
