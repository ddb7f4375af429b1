using Docket.Journal.Postgres.Reading;
using Docket.Journal.Snapshots;
using Docket.Journal.Store;
using Npgsql;
using NpgsqlTypes;

namespace Docket.Journal.Postgres.Snapshots;

/// <summary>Keeps snapshots in the journal's schema. They may be deleted at any time.</summary>
internal sealed class PostgresSnapshotStore(EventReader reader, SqlText sql) : ISnapshotStore
{
    private readonly string _load = sql.Verb("load_snapshot");
    private readonly string _save = sql.Verb("save_snapshot");

    public ValueTask<Snapshot?> LoadAsync(StreamName stream, CancellationToken cancellationToken) => reader.TryAsync(
        async connection =>
        {
            await using var command = new NpgsqlCommand(_load, connection);
            command.Parameters.Add(EventReader.Value(stream.ToString()));
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            return await row.ReadAsync(cancellationToken)
                ? new Snapshot(stream, new StreamVersion(row.GetInt64(0)), row.GetInt32(1), row.GetFieldValue<byte[]>(2))
                : null;
        },
        cancellationToken);

    /// <summary>Saving twice is saving once, so a lost session is no more of a trouble than for a read.</summary>
    public async ValueTask SaveAsync(Snapshot snapshot, CancellationToken cancellationToken) => await reader.TryAsync(
        async connection =>
        {
            await using var command = new NpgsqlCommand(_save, connection);
            command.Parameters.Add(EventReader.Value(snapshot.Stream.ToString()));
            command.Parameters.Add(EventReader.Value(snapshot.Version.Value));
            command.Parameters.Add(EventReader.Value(snapshot.SchemaVersion));
            command.Parameters.Add(new NpgsqlParameter { Value = snapshot.State, NpgsqlDbType = NpgsqlDbType.Json });
            return await command.ExecuteNonQueryAsync(cancellationToken);
        },
        cancellationToken);
}
