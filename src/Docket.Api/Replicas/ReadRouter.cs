using Docket.Api.Problems;
using Docket.Journal.Store;

namespace Docket.Api.Replicas;

/// <summary>Sends a read to the standby where it is to come from there, and back to the primary where that is allowed.</summary>
internal sealed class ReadRouter(IReadReplica? replica)
{
    /// <summary>Reads once, or a second time from the primary where the standby failed on the way.</summary>
    /// <param name="reads">What kind of read it is.</param>
    /// <param name="strong">Only the primary knows what is newest.</param>
    /// <param name="read">Reads from the standby's sources, or with null from the primary.</param>
    public async ValueTask<Routed<T>> ReadAsync<T>(
        ReplicaReads reads, bool strong, Func<ReplicaSources?, ValueTask<T>> read)
        where T : class
    {
        if (replica is null || !replica.Serves.HasFlag(reads)) return new Routed<T>(await read(null), ServedBy.Plain);
        if (strong) return new Routed<T>(await read(null), ServedBy.Primary(null));
        var state = replica.Now();
        var why = state.WhyNot;
        if (why is null && state.Sources is { } sources)
        {
            try
            {
                return new Routed<T>(await read(sources), ServedBy.Replica);
            }
            catch (JournalUnavailableException)
            {
                why = "replica cannot be read";
            }
        }

        why ??= "replica is not open";
        return replica.FallsBack
            ? new Routed<T>(await read(null), ServedBy.Primary(why))
            : new Routed<T>(null, ServedBy.Plain) { Refused = Problem.ReplicaUnavailable(why) };
    }
}

/// <summary>What a read came to.</summary>
/// <param name="Value">The answer; null where it was refused.</param>
/// <param name="By">Where it came from.</param>
internal sealed record Routed<T>(T? Value, ServedBy By)
    where T : class
{
    /// <summary>Why there is no answer; null where there is one.</summary>
    public Problem? Refused { get; init; }
}
