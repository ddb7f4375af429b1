using Docket.Journal.Store;

namespace Docket.Journal.Deciding;

/// <summary>How a command ended. All of these are ordinary answers; a broken store is an exception.</summary>
/// <typeparam name="TRejection">The aggregate's rejections.</typeparam>
public abstract record CommandOutcome<TRejection>
    where TRejection : class
{
    private CommandOutcome() { }

    /// <summary>It took effect and is durable: now, or the first time it was asked.</summary>
    /// <param name="Stream">The stream it wrote to; for a repeat, the one the first took effect on.</param>
    /// <param name="Version">The stream's version after it.</param>
    /// <param name="Position">The position of its last event; of the stream's last event where it recorded nothing new.</param>
    /// <param name="Repeated">Whether this is the first answer given again.</param>
    public sealed record Done(StreamName Stream, StreamVersion Version, Position Position, bool Repeated)
        : CommandOutcome<TRejection>;

    /// <summary>A business rule says no; nothing was written.</summary>
    public sealed record Rejected(TRejection Reason) : CommandOutcome<TRejection>;

    /// <summary>The stream is not at the version the caller insists on; nothing was written.</summary>
    public sealed record NotCurrent(StreamVersion Actual) : CommandOutcome<TRejection>;

    /// <summary>Other writers were faster at every try; nothing was written.</summary>
    public sealed record Conflicted(StreamVersion Actual) : CommandOutcome<TRejection>;

    /// <summary>The key was used before for another command; nothing was written now.</summary>
    public sealed record KeyReused(LedgerEntry First) : CommandOutcome<TRejection>;
}
