using Docket.Journal.Postgres.Tests.Servers;
using Npgsql;

namespace Docket.Journal.Postgres.Tests;

/// <summary>A row of the outbox, as it lies there.</summary>
internal sealed record OutboxRow(
    long Position, int Partition, Guid Id, string AggregateType, string AggregateId, string Type, string Payload)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<List<OutboxRow>> ReadAsync(TestJournal journal)
    {
        await using var connection = new NpgsqlConnection(journal.Server.ConnectionString(journal.Database));
        await connection.OpenAsync(Cancelled);
        await using var command = new NpgsqlCommand(
            """
            select position, partition, outbox_id, aggregate_type, aggregate_id, event_type, payload::text
            from docket.outbox order by position
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync(Cancelled);
        var rows = new List<OutboxRow>();
        while (await reader.ReadAsync(Cancelled))
            rows.Add(new OutboxRow(
                reader.GetInt64(0), reader.GetInt16(1), reader.GetGuid(2), reader.GetString(3), reader.GetString(4),
                reader.GetString(5), reader.GetString(6)));
        return rows;
    }
}
