using Docket.Journal.Copying;
using Docket.Journal.Postgres.Writing;
using Docket.Journal.Store;
using Npgsql;
using NpgsqlTypes;

namespace Docket.Journal.Postgres.Copying;

/// <summary>A database that a journal is copied into, by the schema's owner: nobody else may put events in without
/// <c>docket.append</c>.</summary>
/// <remarks>Appends of others wait for as long as this is open, and then follow what was copied.</remarks>
public sealed class PostgresJournalTarget : IJournalTarget
{
    private readonly PostgresStoreOptions _options;
    private readonly NpgsqlConnection _connection;
    private readonly SqlText _sql;

    private PostgresJournalTarget(PostgresStoreOptions options, NpgsqlConnection connection, SqlText sql) =>
        (_options, _connection, _sql) = (options, connection, sql);

    /// <inheritdoc/>
    public Position Head { get; private set; }

    /// <summary>Waits for the append under way, if any, and holds all further ones off.</summary>
    /// <exception cref="JournalCopyException">This user may not, or the server is a standby.</exception>
    /// <exception cref="Migrations.SchemaMismatchException">The schema is not the one this program wants.</exception>
    public static async Task<PostgresJournalTarget> OpenAsync(
        PostgresStoreOptions options, CancellationToken cancellationToken)
    {
        var sql = new SqlText(options.Schema);
        var connection = await CopySession.OpenAsync(options, sql, cancellationToken);
        try
        {
            await RequireRightAsync(connection, sql, cancellationToken);
            await connection.ExecuteAsync(sql.Verb("hold_journal"), cancellationToken);
            return new PostgresJournalTarget(options, connection, sql)
            {
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
    public async ValueTask<int> WriteAsync(JournalPiece piece, CancellationToken cancellationToken)
    {
        await using var transaction = await _connection.BeginTransactionAsync(cancellationToken);
        var head = await _connection.HeadAsync(_sql, cancellationToken);
        if (head != Head)
            throw new JournalCopyException(
                $"The target ends at position {head} and not at {Head}: somebody else writes to it without docket.append. "
                + "Copy into an empty database that nobody uses.");
        var commands = await NewAsync(piece.Commands, cancellationToken);
        if (piece.Events.Count > 0) await CopyAsync(piece.Events, cancellationToken);
        if (commands.Count > 0) await CopyAsync(commands, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (piece.Events.Count > 0) Head = piece.Events[^1].Position;
        return commands.Count;
    }

    /// <inheritdoc/>
    public async ValueTask<IJournalSource> ReadBackAsync(CancellationToken cancellationToken) =>
        await PostgresJournalSource.OpenAsync(_options, cancellationToken);

    /// <summary>Lets the appends of others go on.</summary>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static async Task RequireRightAsync(
        NpgsqlConnection connection, SqlText sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql.Verb("may_insert"), connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        if (row.GetBoolean(0))
            throw new JournalCopyException("The target is a standby, which cannot be written. Copy into its primary.");
        if (!row.GetBoolean(1))
            throw new JournalCopyException(
                "This user may not put events into the target as they are. Copy as the user that ran `docket db migrate`.");
    }

    private async Task<List<LedgerEntry>> NewAsync(
        IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 0) return [];
        if (entries.FirstOrDefault(entry => !KeyText.CanBeKept(entry.Command.Key)) is { } foreign)
            throw new JournalCopyException(
                $"A command key at position {foreign.Position} holds U+0000, which PostgreSQL cannot keep.");
        await using var command = new NpgsqlCommand(_sql.Verb("known_commands"), _connection);
        command.Parameters.Add(Keys(entries));
        var known = new Dictionary<string, LedgerEntry>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var entry = LedgerCursor.Entry(reader);
            known.Add(entry.Command.Key, entry);
        }

        return [.. entries.Where(entry => !IsKnown(entry, known))];
    }

    private static bool IsKnown(LedgerEntry entry, Dictionary<string, LedgerEntry> known)
    {
        if (!known.TryGetValue(entry.Command.Key, out var there)) return false;
        return there == entry
            ? true
            : throw new JournalCopyException(
                $"The target remembers command '{entry.Command.Key}' at position {there.Position}, and the source at "
                + $"{entry.Position}: it holds another journal. Copy into an empty place.");
    }

    private static NpgsqlParameter Keys(IReadOnlyList<LedgerEntry> entries) =>
        Reading.EventReader.Value(entries.Select(entry => entry.Command.Key).ToArray());

    private async Task CopyAsync(IReadOnlyList<StoredEvent> events, CancellationToken cancellationToken)
    {
        await using var import = await _connection.BeginBinaryImportAsync(_sql.Verb("copy_events"), cancellationToken);
        foreach (var stored in events)
        {
            await import.StartRowAsync(cancellationToken);
            await import.WriteAsync(stored.Position.Value, NpgsqlDbType.Bigint, cancellationToken);
            await import.WriteAsync(stored.Version.Value, NpgsqlDbType.Bigint, cancellationToken);
            await import.WriteAsync(stored.RecordedAt.UtcDateTime, NpgsqlDbType.TimestampTz, cancellationToken);
            await import.WriteAsync(stored.Stream.ToString(), NpgsqlDbType.Text, cancellationToken);
            await import.WriteAsync(stored.Type, NpgsqlDbType.Text, cancellationToken);
            await import.WriteAsync(stored.Metadata, NpgsqlDbType.Bytea, cancellationToken);
            await import.WriteAsync(stored.Data, NpgsqlDbType.Json, cancellationToken);
        }

        await import.CompleteAsync(cancellationToken);
    }

    private async Task CopyAsync(List<LedgerEntry> entries, CancellationToken cancellationToken)
    {
        await using var import = await _connection.BeginBinaryImportAsync(_sql.Verb("copy_commands"), cancellationToken);
        foreach (var entry in entries)
        {
            await import.StartRowAsync(cancellationToken);
            await import.WriteAsync(entry.Position.Value, NpgsqlDbType.Bigint, cancellationToken);
            await import.WriteAsync(entry.Version.Value, NpgsqlDbType.Bigint, cancellationToken);
            await import.WriteAsync(entry.Command.Key, NpgsqlDbType.Text, cancellationToken);
            await import.WriteAsync(entry.Stream.ToString(), NpgsqlDbType.Text, cancellationToken);
            await import.WriteAsync(
                AppendCall.Fingerprint(entry.Command.Fingerprint), NpgsqlDbType.Bytea, cancellationToken);
        }

        await import.CompleteAsync(cancellationToken);
    }
}
