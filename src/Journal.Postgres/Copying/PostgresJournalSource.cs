using System.Data;
using System.Runtime.CompilerServices;
using Docket.Journal.Copying;
using Docket.Journal.Postgres.Reading;
using Docket.Journal.Store;
using Npgsql;

namespace Docket.Journal.Postgres.Copying;

/// <summary>A journal in a database, on a primary or a standby, seen through one snapshot: what is written meanwhile is not
/// in it.</summary>
/// <remarks>The snapshot is held until it is disposed of. That holds vacuum back, for which a journal leaves little to do.</remarks>
public sealed class PostgresJournalSource : IJournalSource
{
    private const int PieceEvents = 4_096;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _snapshot;
    private readonly SqlText _sql;
    private LedgerCursor? _ledger;

    private PostgresJournalSource(NpgsqlConnection connection, NpgsqlTransaction snapshot, SqlText sql) =>
        (_connection, _snapshot, _sql) = (connection, snapshot, sql);

    /// <inheritdoc/>
    public required string Identity { get; init; }

    /// <inheritdoc/>
    public required Position Head { get; init; }

    /// <summary>Opens a journal that others may be writing; a reader's rights are enough.</summary>
    /// <exception cref="Migrations.SchemaMismatchException">The schema is not the one this program wants.</exception>
    public static async Task<PostgresJournalSource> OpenAsync(
        PostgresStoreOptions options, CancellationToken cancellationToken)
    {
        var sql = new SqlText(options.Schema);
        var connection = await CopySession.OpenAsync(options, sql, cancellationToken);
        try
        {
            var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            await connection.ExecuteAsync("set transaction read only", cancellationToken);
            await using var identity = new NpgsqlCommand(sql.Verb("identity"), connection);
            return new PostgresJournalSource(connection, snapshot, sql)
            {
                Identity = (string)(await identity.ExecuteScalarAsync(cancellationToken))!,
                Head = await connection.HeadAsync(sql, cancellationToken),
            };
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalPiece> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A reading that was not finished has left its cursor open.
        if (_ledger is not null) await _ledger.CloseAsync(cancellationToken);
        var ledger = _ledger = new LedgerCursor(_connection, _sql);
        await ledger.OpenAsync(cancellationToken);
        var seen = Position.Start;
        do
        {
            var through = new Position(Math.Min(Head.Value, seen.Value + PieceEvents));
            var piece = await PieceAsync(ledger, seen, through, cancellationToken);
            seen = through;
            if (piece.Events.Count + piece.Commands.Count > 0) yield return piece;
        }
        while (seen < Head);
    }

    /// <summary>Ends the snapshot and the session.</summary>
    public async ValueTask DisposeAsync()
    {
        await _snapshot.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task<JournalPiece> PieceAsync(
        LedgerCursor ledger, Position after, Position through, CancellationToken cancellationToken)
    {
        var events = new List<StoredEvent>();
        await using (var command = new NpgsqlCommand(_sql.Verb("read_all"), _connection))
        {
            command.Parameters.Add(EventReader.Value(after.Value));
            command.Parameters.Add(EventReader.Value(through.Value));
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken)) events.Add(EventRow.Stored(reader));
        }

        var commands = new List<LedgerEntry>();
        while (!await ledger.TakeAsync(through, commands, cancellationToken))
        {
        }

        return new JournalPiece(events, commands);
    }
}
