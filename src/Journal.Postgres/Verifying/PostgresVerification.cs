using Docket.Journal.Postgres.Reading;
using Docket.Journal.Serialization;
using Docket.Journal.Store;
using Npgsql;

namespace Docket.Journal.Postgres.Verifying;

/// <summary>What reading a whole journal found.</summary>
/// <param name="Events">Events read.</param>
/// <param name="Streams">Streams they are in.</param>
/// <param name="Commands">Commands remembered.</param>
/// <param name="Bytes">What the tables and their indexes take on the server.</param>
/// <param name="Findings">What is not as it was written; empty when all is well.</param>
public sealed record PostgresVerification(
    long Events, long Streams, long Commands, long Bytes, IReadOnlyList<string> Findings);

/// <summary>Lets the server check the order and the ledger, then reads and decodes every event.</summary>
internal sealed class JournalReading(EventReader reader, SqlText sql)
{
    private const long FindingsMax = 10;

    public async Task<PostgresVerification> RunAsync(
        IEventStore store, Position head, CancellationToken cancellationToken)
    {
        var counted = await CountAsync(head, cancellationToken);
        var findings = await FindAsync(head, cancellationToken);

        // The feed stops at the first hole, which the server has told already.
        if (findings.Count == 0 && await DecodeAsync(store, head, cancellationToken) is { } undecoded)
            findings.Add(undecoded);
        return counted with { Findings = findings };
    }

    private ValueTask<PostgresVerification> CountAsync(Position head, CancellationToken cancellationToken) =>
        reader.TryAsync(
            async connection =>
            {
                await using var command = Command("verify_counts", connection, head);
                await using var row = await command.ExecuteReaderAsync(cancellationToken);
                await row.ReadAsync(cancellationToken);
                return new PostgresVerification(
                    row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), []);
            },
            cancellationToken);

    private ValueTask<List<string>> FindAsync(Position head, CancellationToken cancellationToken) => reader.TryAsync(
        async connection =>
        {
            await using var command = Command("verify_findings", connection, head);
            command.Parameters.Add(EventReader.Value(FindingsMax));
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            var findings = new List<string>();
            while (await rows.ReadAsync(cancellationToken)) findings.Add(rows.GetString(0));
            return findings;
        },
        cancellationToken);

    private NpgsqlCommand Command(string verb, NpgsqlConnection connection, Position head)
    {
        // It reads everything there is, however long that takes.
        var command = new NpgsqlCommand(sql.Verb(verb), connection) { CommandTimeout = 0 };
        command.Parameters.Add(EventReader.Value(head.Value));
        return command;
    }

    private static async Task<string?> DecodeAsync(
        IEventStore store, Position head, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var page in store.ReadAllAsync(Position.Start, EventFilter.All, cancellationToken))
            {
                foreach (var recorded in page.Events) _ = recorded.Payload;
                if (page.Through >= head) break;
            }

            return null;
        }
        catch (Exception damage) when (damage is JournalCorruptException or EventDecodingException)
        {
            return damage.Message;
        }
    }
}
