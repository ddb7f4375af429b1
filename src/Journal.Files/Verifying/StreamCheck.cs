using Docket.Journal.Files.Format;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Verifying;

/// <summary>
/// Follows every stream's version through the journal. Names are kept as 96-bit hashes, 40 bytes a stream.
/// </summary>
internal sealed class StreamCheck
{
    private readonly Dictionary<(ulong, uint), (StreamVersion Version, Position Last)> _heads = [];
    private readonly HashSet<(ulong, uint)> _keys = [];
    private bool _skipped;

    public long Events { get; private set; }

    public long Commands { get; private set; }

    public long Streams => _heads.Count;

    /// <summary>Part of the journal could not be read: versions may jump from here on.</summary>
    public void Skip() => _skipped = true;

    public string? OnEvent(in EventBody recorded)
    {
        Events++;
        var key = (recorded.StreamHash, Checksum.Of(recorded.Id));
        var before = _heads.GetValueOrDefault(key).Version;
        _heads[key] = (recorded.Version, recorded.Position);
        return recorded.Version.Value == before.Value + 1 || (_skipped && recorded.Version > before)
            ? null
            : $"version {recorded.Version} of a stream follows {before}";
    }

    public string? OnLedgerEntry(LedgerEntry entry)
    {
        Commands++;
        var keyBytes = System.Text.Encoding.UTF8.GetBytes(entry.Command.Key);
        if (!_keys.Add((StableHash.Of(keyBytes), Checksum.Of(keyBytes))))
            return $"key '{entry.Command.Key}' was used before";

        // A ledger entry stands right after its events, so it says just where its stream is now.
        var id = System.Text.Encoding.UTF8.GetBytes(entry.Stream.Id);
        var head = _heads.GetValueOrDefault((StableHash.OfStream(entry.Stream), Checksum.Of(id)));
        return _skipped || (entry.Version, entry.Position) == head
            ? null
            : $"key '{entry.Command.Key}' points at {entry.Stream}@{entry.Version} #{entry.Position}, and the stream is at {head.Version} #{head.Last}";
    }
}
