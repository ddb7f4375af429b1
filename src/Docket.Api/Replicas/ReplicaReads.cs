namespace Docket.Api.Replicas;

/// <summary>Reads that may come from a standby.</summary>
[Flags]
public enum ReplicaReads
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Where an order stands.</summary>
    Status = 1,

    /// <summary>What happened to an order.</summary>
    History = 2,

    /// <summary>Revenue, products and the figures over all orders.</summary>
    Reports = 4,
}
