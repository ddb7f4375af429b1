using System.Diagnostics.CodeAnalysis;
using Docket.Journal.Store;
using Npgsql;

namespace Docket.Journal.Postgres.Reading;

/// <summary>Reads a row of <c>docket.events</c> that is not to be decoded.</summary>
internal static class EventRow
{
    /// <summary>The row that the reader is at; columns as the reading verbs select them.</summary>
    public static StoredEvent Stored(NpgsqlDataReader reader) => new()
    {
        Position = new Position(reader.GetInt64(0)),
        Version = new StreamVersion(reader.GetInt64(1)),
        RecordedAt = new DateTimeOffset(reader.GetFieldValue<DateTime>(2)),
        Stream = StreamOf(reader.GetString(3)),
        Type = reader.GetString(4),
        Metadata = reader.GetFieldValue<byte[]>(5),
        Data = reader.GetFieldValue<byte[]>(6),
    };

    /// <summary>The name that was stored as one text.</summary>
    [SuppressMessage("Globalization", "CA1307", Justification = "A char is compared by its code.")]
    public static StreamName StreamOf(string stored)
    {
        var hyphen = stored.IndexOf('-');
        return StreamName.FromStored(stored[..hyphen], stored[(hyphen + 1)..]);
    }
}
