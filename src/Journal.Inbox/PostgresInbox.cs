using Npgsql;

namespace Docket.Journal.Inbox;

/// <summary>Makes events that are delivered at least once take effect once, in a service's own database.</summary>
public sealed class PostgresInbox
{
    private readonly NpgsqlDataSource _database;
    private readonly InboxOptions _options;

    /// <summary>The inbox of one consumer.</summary>
    public PostgresInbox(NpgsqlDataSource database, InboxOptions options)
    {
        options.Validate();
        (_database, _options) = (database, options);
    }

    /// <summary>Makes the table where it is missing; safe to run at every start, and in two processes at once.</summary>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(Verb("create"));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// Runs an effect in one transaction with the note that its event was handled. Where that is noted already, nothing is
    /// done. Where another process is just handling it, this waits for its end.
    /// </summary>
    /// <param name="eventId">What tells repeats: the event's id, the same at every delivery.</param>
    /// <param name="effect">What the event does, on this connection and within its transaction; it commits nothing itself.
    /// If it throws, nothing of it stays and the event counts as not handled.</param>
    /// <param name="cancellationToken">Gives up; nothing stays.</param>
    /// <returns>True when the effect was applied now, false when it had been before.</returns>
    /// <exception cref="NpgsqlException">The database cannot be reached. If that came at the commit, the effect may have
    /// been applied: handle the event again, and the answer says.</exception>
    public async Task<bool> HandleAsync(
        Guid eventId, Func<NpgsqlConnection, CancellationToken, Task> effect, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var note = new NpgsqlCommand(Verb("note"), connection, transaction))
        {
            note.Parameters.AddWithValue(_options.Consumer);
            note.Parameters.AddWithValue(eventId);
            if (await note.ExecuteNonQueryAsync(cancellationToken) == 0) return false;
        }

        await effect(connection, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>
    /// Deletes ids that were noted so long ago, in small steps. An event delivered again after that takes effect a second
    /// time: choose an age that no delivery, replay or restored backup can reach.
    /// </summary>
    /// <returns>How many were deleted.</returns>
    public async Task<long> ForgetAsync(TimeSpan age, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(age, TimeSpan.FromDays(1));
        var forgotten = 0L;
        while (true)
        {
            await using var command = _database.CreateCommand(Verb("forget"));
            command.Parameters.AddWithValue(_options.Consumer);
            command.Parameters.AddWithValue(age);
            var gone = await command.ExecuteNonQueryAsync(cancellationToken);
            if (gone == 0) return forgotten;
            forgotten += gone;
        }
    }

    private string Verb(string verb)
    {
        using var stream = typeof(PostgresInbox).Assembly.GetManifestResourceStream($"Sql/{verb}.sql")
            ?? throw new InvalidOperationException($"{verb}.sql is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("public.", $"{_options.Schema}.", StringComparison.Ordinal);
    }
}
