using System.Buffers.Binary;
using Docket.Journal.Store;
using Npgsql;

namespace Docket.Journal.Postgres.Reading;

/// <summary>Looks commands up in the ledger, by its primary key.</summary>
internal sealed class LedgerReader(EventReader reader, SqlText sql)
{
    private readonly string _find = sql.Verb("find_command");

    public ValueTask<LedgerEntry?> FindAsync(string key, CancellationToken cancellationToken) => reader.TryAsync(
        async connection =>
        {
            await using var command = new NpgsqlCommand(_find, connection);
            command.Parameters.Add(EventReader.Value(key));
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            return await row.ReadAsync(cancellationToken) ? Entry(key, row) : null;
        },
        cancellationToken);

    private static LedgerEntry Entry(string key, NpgsqlDataReader row) => new(
        new CommandKey(key, BinaryPrimitives.ReadUInt128BigEndian(row.GetFieldValue<byte[]>(0))),
        EventRow.StreamOf(row.GetString(1)),
        new StreamVersion(row.GetInt64(2)),
        new Position(row.GetInt64(3)));
}
