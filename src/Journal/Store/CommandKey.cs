using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Docket.Journal.Store;

/// <summary>Names one command for ever, so that repeating it takes effect once.</summary>
/// <param name="Key">The client's idempotency key, 1-128 characters; unique in the whole journal, with no time window.</param>
/// <param name="Fingerprint">What was asked, hashed; the same key with another fingerprint is refused.</param>
public sealed record CommandKey(string Key, UInt128 Fingerprint)
{
    /// <summary>The longest key, in characters.</summary>
    public const int KeyLengthMax = 128;

    /// <summary>A key for what is asked as text: the same text has the same fingerprint, on every machine.</summary>
    public static CommandKey For(string key, string asked) => new(
        key, BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(asked))));
}

/// <summary>What the journal keeps of a keyed command: the answer it first got.</summary>
/// <param name="Command">The key and what was asked.</param>
/// <param name="Stream">The stream it wrote to.</param>
/// <param name="Version">The stream's version after it.</param>
/// <param name="Position">The position it was answered with.</param>
public sealed record LedgerEntry(CommandKey Command, StreamName Stream, StreamVersion Version, Position Position);
