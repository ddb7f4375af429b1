using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Docket.Journal.Store;

namespace Docket.Journal.Copying;

/// <summary>What a journal comes to: two with the same digest hold the same events in the same order, and the same ledger.</summary>
/// <remarks>
/// Times count to the microsecond, as every store can keep them. The ledger's sum does not depend on its order: a store may
/// keep entries of commands that recorded nothing in any order among later events.
/// </remarks>
public sealed class JournalDigest : IDisposable
{
    private readonly IncrementalHash _events = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _buffer = new byte[4_096];
    private UInt128 _ledger;

    /// <summary>The last event taken in.</summary>
    public Position Head { get; private set; }

    /// <summary>Ledger entries taken in.</summary>
    public long Commands { get; private set; }

    /// <summary>Takes in an event, which must follow the last one.</summary>
    /// <exception cref="JournalCorruptException">It does not.</exception>
    public void Add(in StoredEvent stored)
    {
        if (stored.Position != Head.Next)
            throw new JournalCorruptException($"Position {stored.Position} follows {Head} in the journal that is read.");
        Head = stored.Position;
        Span<byte> numbers = stackalloc byte[24];
        BinaryPrimitives.WriteInt64LittleEndian(numbers, stored.Position.Value);
        BinaryPrimitives.WriteInt64LittleEndian(numbers[8..], stored.Version.Value);
        BinaryPrimitives.WriteInt64LittleEndian(numbers[16..], Microseconds(stored.RecordedAt));
        _events.AppendData(numbers);
        Append(Encode(stored.Stream.ToString()));
        Append(Encode(stored.Type));
        Append(stored.Metadata.Span);
        Append(stored.Data.Span);
    }

    /// <summary>Takes in a ledger entry.</summary>
    public void Add(LedgerEntry entry)
    {
        var text = Encode($"{entry.Stream} {entry.Version} {entry.Position} {entry.Command.Fingerprint} {entry.Command.Key}");
        _ledger += BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(text));
        Commands++;
    }

    /// <summary>The events so far, as hex digits.</summary>
    public string Events() => Convert.ToHexStringLower(_events.GetCurrentHash());

    /// <summary>The ledger so far, as hex digits.</summary>
    public string Ledger() => _ledger.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public void Dispose() => _events.Dispose();

    /// <summary>A store time without what not every store can keep.</summary>
    private static long Microseconds(DateTimeOffset time) => time.UtcTicks / TimeSpan.TicksPerMicrosecond;

    private void Append(ReadOnlySpan<byte> bytes)
    {
        // Its length first, so that no two different rows of fields run together to the same bytes.
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        _events.AppendData(length);
        _events.AppendData(bytes);
    }

    private ReadOnlySpan<byte> Encode(string text)
    {
        if (_buffer.Length < Encoding.UTF8.GetMaxByteCount(text.Length))
            _buffer = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        return _buffer.AsSpan(0, Encoding.UTF8.GetBytes(text, _buffer));
    }
}
