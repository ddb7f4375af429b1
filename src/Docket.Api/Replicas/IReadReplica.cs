namespace Docket.Api.Replicas;

/// <summary>A standby that some reads come from, so that the primary has the more room to write.</summary>
public interface IReadReplica
{
    /// <summary>Which reads.</summary>
    ReplicaReads Serves { get; }

    /// <summary>Whether the primary answers where the standby cannot; else such a read is an error.</summary>
    bool FallsBack { get; }

    /// <summary>How it is at this moment.</summary>
    ReplicaState Now();
}

/// <summary>A standby at one moment.</summary>
/// <param name="Sources">What can be read; null where nothing can.</param>
/// <param name="WhyNot">Why it should not be read now, such as <c>replica lags 12.3 s</c>; null where it may.</param>
public sealed record ReplicaState(ReplicaSources? Sources, string? WhyNot);
