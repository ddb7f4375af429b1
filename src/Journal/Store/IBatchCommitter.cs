namespace Docket.Journal.Store;

/// <summary>What a store does under the group commit: one batch, one flush.</summary>
public interface IBatchCommitter
{
    /// <summary>
    /// Resolves every append of the batch (<see cref="PendingAppend.Result"/>, or <see cref="PendingAppend.Failure"/>)
    /// and makes the accepted ones durable together.
    /// </summary>
    /// <remarks>
    /// Called by one thread at a time, in order. Where a store has several committers, another one may commit other
    /// streams' appends meanwhile. When it throws, no append of the batch is acknowledged.
    /// </remarks>
    /// <exception cref="JournalUnavailableException">The store cannot write; callers get this exception.</exception>
    void Commit(IReadOnlyList<PendingAppend> batch);

    /// <summary>
    /// Called after the batch's writers have been answered: the place for work that nobody waits for.
    /// </summary>
    void AfterCommit();
}
