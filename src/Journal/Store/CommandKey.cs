namespace Docket.Journal.Store;

/// <summary>Names one command for ever, so that repeating it takes effect once.</summary>
/// <param name="Key">The client's idempotency key, 1-128 characters; unique in the whole journal, with no time window.</param>
/// <param name="Fingerprint">What was asked, hashed; the same key with another fingerprint is refused.</param>
public sealed record CommandKey(string Key, UInt128 Fingerprint)
{
    /// <summary>The longest key, in characters.</summary>
    public const int KeyLengthMax = 128;
}

/// <summary>What the journal keeps of a keyed command: the answer it first got.</summary>
/// <param name="Command">The key and what was asked.</param>
/// <param name="Stream">The stream it wrote to.</param>
/// <param name="Version">The stream's version after it.</param>
/// <param name="Position">The position it was answered with.</param>
public sealed record LedgerEntry(CommandKey Command, StreamName Stream, StreamVersion Version, Position Position);
