namespace Docket.Journal.Store;

/// <summary>How an append ended. A conflict and a repeat are ordinary answers; a broken store is an exception.</summary>
public abstract record AppendResult
{
    private AppendResult() { }

    /// <summary>All of it is durable.</summary>
    /// <param name="Version">The stream's version after the append.</param>
    /// <param name="Position">The position of the last event (of the stream's last event where none was written).</param>
    public sealed record Appended(StreamVersion Version, Position Position) : AppendResult;

    /// <summary>The stream was not at the expected version; nothing was written.</summary>
    /// <param name="Actual">The version found.</param>
    public sealed record Conflict(StreamVersion Actual) : AppendResult;

    /// <summary>A command of this key took effect before; nothing was written now.</summary>
    /// <param name="First">What the first one did. Its fingerprint tells whether it asked for the same.</param>
    public sealed record Repeated(LedgerEntry First) : AppendResult;
}
