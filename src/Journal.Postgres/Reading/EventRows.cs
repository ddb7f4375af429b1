using System.Text;
using Docket.Journal.Serialization;
using Docket.Journal.Store;
using Npgsql;

namespace Docket.Journal.Postgres.Reading;

/// <summary>Turns the rows of one answer into events.</summary>
/// <remarks>
/// An event waits in its page until it is applied, and the collector moves whatever waits. So the bytes of many events
/// lie in one array, and names that repeat are one text: two objects an event are left of seven.
/// </remarks>
internal sealed class EventRows(EventCodec codec)
{
    private const int ChunkBytesMin = 1024;
    private const int ChunkBytesMax = 32 * 1024;
    private readonly RepeatedText _types = new();
    private readonly RepeatedText _categories = new();
    private byte[] _chunk = [];
    private int _used;

    /// <summary>The row that the reader is at; columns as the reading verbs select them.</summary>
    public RecordedEvent Read(NpgsqlDataReader reader) => new(codec, new StoredEvent
    {
        Position = new Position(reader.GetInt64(0)),
        Version = new StreamVersion(reader.GetInt64(1)),
        RecordedAt = new DateTimeOffset(reader.GetDateTime(2)),
        Stream = StreamOf(Borrow(reader, 3)),
        Type = _types.Of(Borrow(reader, 4)),
        Metadata = Keep(reader, 5),
        Data = Keep(reader, 6),
    });

    private StreamName StreamOf(ReadOnlySpan<byte> stored)
    {
        var hyphen = stored.IndexOf((byte)'-');
        return StreamName.FromStored(_categories.Of(stored[..hyphen]), Encoding.UTF8.GetString(stored[(hyphen + 1)..]));
    }

    private Memory<byte> Keep(NpgsqlDataReader reader, int column)
    {
        var kept = Fetch(reader, column);
        _used += kept.Length;
        return kept;
    }

    /// <summary>A column's bytes, until the next one is read.</summary>
    private ReadOnlySpan<byte> Borrow(NpgsqlDataReader reader, int column) => Fetch(reader, column).Span;

    private Memory<byte> Fetch(NpgsqlDataReader reader, int column)
    {
        var length = (int)reader.GetBytes(column, 0, null, 0, 0);
        if (_chunk.Length - _used < length)
        {
            var next = Math.Clamp(_chunk.Length * 2, ChunkBytesMin, ChunkBytesMax);
            (_chunk, _used) = (GC.AllocateUninitializedArray<byte>(Math.Max(length, next)), 0);
        }

        reader.GetBytes(column, 0, _chunk, _used, length);
        return _chunk.AsMemory(_used, length);
    }
}
