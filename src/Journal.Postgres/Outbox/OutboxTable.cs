using Docket.Journal.Outbox;
using Docket.Journal.Postgres.Reading;
using Docket.Journal.Store;
using Npgsql;
using NpgsqlTypes;

namespace Docket.Journal.Postgres.Outbox;

/// <summary>The relay's verbs on the outbox. Each is one round trip.</summary>
internal sealed class OutboxTable(NpgsqlDataSource database, SqlText sql)
{
    /// <summary>The SQLSTATE of marking rows that are committed but cannot be seen yet.</summary>
    public const string NotVisibleState = "DKT02";

    private readonly string _head = sql.Verb("outbox_head");
    private readonly string _read = sql.Verb("read_outbox");
    private readonly string _mark = sql.Verb("mark_published");

    /// <summary>Where each of these partitions goes on.</summary>
    public async Task<Dictionary<int, Position>> CursorsAsync(
        IEnumerable<int> partitions, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql.Verb("outbox_cursors"));
        command.Parameters.Add(EventReader.Value(partitions.Select(one => (short)one).ToArray()));
        var found = new Dictionary<int, Position>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            found.Add(reader.GetInt16(0), new Position(reader.GetInt64(1)));
        return found;
    }

    /// <summary>The journal's end: everything up to it is visible.</summary>
    public async Task<Position> HeadAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(_head);
        return new Position((long)(await command.ExecuteScalarAsync(cancellationToken))!);
    }

    /// <summary>
    /// The next unpublished rows of each of these flows, and the journal's end from before they were read: a flow with
    /// fewer rows than asked for has no others up to there.
    /// </summary>
    public async Task<(List<OutboxRow> Rows, Position Head)> ReadAsync(
        IReadOnlyList<PartitionFlow> flows, int rowsEach, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(_head));
        var read = new NpgsqlBatchCommand(_read);
        read.Parameters.Add(EventReader.Value(flows.Select(flow => (short)flow.Partition).ToArray()));
        read.Parameters.Add(EventReader.Value(flows.Select(flow => flow.Cursor.Value).ToArray()));
        read.Parameters.Add(EventReader.Value((long)rowsEach));
        batch.BatchCommands.Add(read);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var head = new Position(reader.GetInt64(0));
        await reader.NextResultAsync(cancellationToken);
        var rows = new List<OutboxRow>();
        while (await reader.ReadAsync(cancellationToken)) rows.Add(Row(reader));
        return (rows, head);
    }

    /// <summary>Marks what was published.</summary>
    /// <returns>The partitions that were still ours; of the others nothing was marked.</returns>
    public async Task<short[]> MarkAsync(IReadOnlyList<Published> published, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(_mark);
        command.Parameters.Add(EventReader.Value(published.Select(one => (short)one.Flow.Partition).ToArray()));
        command.Parameters.Add(EventReader.Value(published.Select(one => one.Flow.Epoch).ToArray()));
        command.Parameters.Add(EventReader.Value(published.Select(one => one.Flow.Cursor.Value).ToArray()));
        command.Parameters.Add(EventReader.Value(published.Select(one => one.Through.Value).ToArray()));
        return (short[])(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Writes down that a row is refused.</summary>
    public async Task StallAsync(
        PartitionFlow flow, Position refused, string reason, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql.Verb("stall_outbox"));
        command.Parameters.Add(EventReader.Value((short)flow.Partition));
        command.Parameters.Add(EventReader.Value(flow.Epoch));
        command.Parameters.Add(EventReader.Value(refused.Value));
        command.Parameters.Add(new NpgsqlParameter { Value = reason, NpgsqlDbType = NpgsqlDbType.Text });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static OutboxRow Row(NpgsqlDataReader reader) => new(
        reader.GetInt16(0),
        new OutgoingEvent(
            reader.GetGuid(2), new Position(reader.GetInt64(1)), reader.GetString(3), reader.GetString(4),
            reader.GetString(5), reader.GetFieldValue<byte[]>(6)));
}
