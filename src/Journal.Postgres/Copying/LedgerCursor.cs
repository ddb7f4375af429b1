using System.Buffers.Binary;
using Docket.Journal.Postgres.Reading;
using Docket.Journal.Store;
using Npgsql;

namespace Docket.Journal.Postgres.Copying;

/// <summary>Reads the ledger by position, a few thousand entries at a time, beside other reading in one transaction.</summary>
internal sealed class LedgerCursor(NpgsqlConnection connection, SqlText sql)
{
    private readonly Queue<LedgerEntry> _entries = [];
    private bool _more = true;

    public Task OpenAsync(CancellationToken cancellationToken) =>
        connection.ExecuteAsync(sql.Verb("open_ledger"), cancellationToken);

    public Task CloseAsync(CancellationToken cancellationToken) =>
        connection.ExecuteAsync(sql.Verb("close_ledger"), cancellationToken);

    /// <summary>The entries up to a position that were not given out yet, or some of them.</summary>
    /// <returns>Whether those were all.</returns>
    public async Task<bool> TakeAsync(Position through, List<LedgerEntry> entries, CancellationToken cancellationToken)
    {
        if (_entries.Count == 0 && _more) await FetchAsync(cancellationToken);
        while (_entries.TryPeek(out var entry) && entry.Position <= through) entries.Add(_entries.Dequeue());
        return _entries.Count > 0 || !_more;
    }

    /// <summary>The row that the reader is at; columns as the ledger's verbs select them.</summary>
    public static LedgerEntry Entry(NpgsqlDataReader row) => new(
        new CommandKey(row.GetString(0), BinaryPrimitives.ReadUInt128BigEndian(row.GetFieldValue<byte[]>(1))),
        EventRow.StreamOf(row.GetString(2)),
        new StreamVersion(row.GetInt64(3)),
        new Position(row.GetInt64(4)));

    private async Task FetchAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql.Verb("fetch_ledger"), connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) _entries.Enqueue(Entry(reader));
        _more = _entries.Count > 0;
    }
}
