namespace Docket.Journal.Store;

/// <summary>
/// A committer that can commit one append without a thread that waits for it: a lone writer's append is then under way
/// before its call returns, and its answer wakes nobody but the writer.
/// </summary>
public interface ILoneCommitter : IBatchCommitter
{
    /// <summary>Whether it can at this moment; else the append is committed as a batch of one. Not called during a
    /// commit.</summary>
    bool CanCommitAlone { get; }

    /// <summary>
    /// Resolves the append and makes it durable, and does what is done after a commit. Does not block.
    /// </summary>
    /// <remarks>Called as <see cref="IBatchCommitter.Commit"/> is: one at a time, and in order.</remarks>
    /// <exception cref="JournalUnavailableException">The store cannot write; the caller gets this exception.</exception>
    ValueTask CommitAloneAsync(PendingAppend alone);
}
