using Docket.Journal.Store;
using Npgsql;
using NpgsqlTypes;

namespace Docket.Journal.Postgres.Writing;

/// <summary>
/// The one session that appends. Its calls block, but for an append alone: they run on the group commit's own thread.
/// </summary>
internal sealed class WriterSession : IDisposable
{
    private const int EndSessionWaitMilliseconds = 5_000;
    private readonly NpgsqlConnection _connection;
    private readonly SqlText _sql;
    private readonly AppendSql _append;
    private readonly List<AppendCall> _calls = [];
    private readonly List<SingleAppendCall> _singleCalls = [];
    private int _process;
    private DateTime _startedAt;

    private readonly IAppendCompanion? _companion;

    private WriterSession(NpgsqlConnection connection, SqlText sql, IAppendCompanion? companion)
    {
        (_connection, _sql, _companion) = (connection, sql, companion);
        _append = new AppendSql(sql, companion);
    }

    public bool IsOpen => _connection.State == System.Data.ConnectionState.Open;

    /// <summary>Opens a session on a server that can be written to.</summary>
    /// <exception cref="JournalUnavailableException">The server is a standby.</exception>
    public static WriterSession Open(PostgresStoreOptions options, SqlText sql)
    {
        var session = new WriterSession(
            new NpgsqlConnection(ForWriting(options.ConnectionString)), sql, options.Companion);
        try
        {
            session.Open();
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Commits all rounds in one transaction and one round trip; each append then has its result.</summary>
    public void Append(List<List<PendingAppend>> rounds, DateTimeOffset recordedAt)
    {
        using var batch = new NpgsqlBatch(_connection);
        for (var i = 0; i < rounds.Count; i++) batch.BatchCommands.Add(Call(i, rounds[i], recordedAt));

        var answers = new AppendAnswers[rounds.Count];
        using (var reader = batch.ExecuteReader())
        {
            for (var i = 0; i < rounds.Count; i++)
            {
                answers[i] = rounds[i].Count == 1 ? AppendAnswers.ReadOne(reader) : AppendAnswers.Read(reader);
                reader.NextResult();
            }
        }

        // The rows come before the commit does, so they count only now that the reader has seen its end.
        for (var i = 0; i < rounds.Count; i++) answers[i].GiveTo(rounds[i]);
    }

    /// <summary>Commits one append, as <see cref="Append"/> does, without a thread that waits for it.</summary>
    public async ValueTask AppendAsync(PendingAppend alone, DateTimeOffset recordedAt)
    {
        List<PendingAppend> round = [alone];
        await using var batch = new NpgsqlBatch(_connection);
        batch.BatchCommands.Add(Call(0, round, recordedAt));

        AppendAnswers answers;
        await using (var reader = await batch.ExecuteReaderAsync())
        {
            answers = AppendAnswers.ReadOne(reader); // the driver has the row by now
            await reader.NextResultAsync();
        }

        answers.GiveTo(round);
    }

    /// <summary>Ends a lost session on the server, so that what it left behind can no longer change.</summary>
    /// <returns>False when it does not end.</returns>
    public bool End(WriterSession lost)
    {
        using var command = new NpgsqlCommand(_sql.Verb("end_session"), _connection);
        command.Parameters.AddWithValue(lost._process);
        command.Parameters.AddWithValue(NpgsqlDbType.TimestampTz, lost._startedAt);
        command.Parameters.AddWithValue((long)EndSessionWaitMilliseconds);
        return command.ExecuteScalar() is not false;
    }

    /// <summary>The events behind a position that carry one of these metadata, oldest first.</summary>
    public IEnumerable<WrittenEvent> FindWritten(Position after, List<ReadOnlyMemory<byte>> metadata)
    {
        using var command = new NpgsqlCommand(_sql.Verb("find_written"), _connection);
        command.Parameters.AddWithValue(after.Value);
        command.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Bytea, metadata);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return new WrittenEvent(
                reader.GetString(0),
                reader.GetFieldValue<byte[]>(1),
                new StreamVersion(reader.GetInt64(2)),
                new Position(reader.GetInt64(3)));
    }

    public void Dispose() => _connection.Dispose();

    // A session of its own, prepared once: neither pooled nor shared.
    private static string ForWriting(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString)
    {
        Pooling = false,
        Multiplexing = false,
        MaxAutoPrepare = AppendSql.Forms + 4, // And what opens a session and settles a lost one.
        AutoPrepareMinUsages = 1,
        ApplicationName = "docket writer",
    }.ConnectionString;

    // Each round of a batch wants arguments of its own: they are read when the whole batch is sent.
    private NpgsqlBatchCommand Call(int number, List<PendingAppend> round, DateTimeOffset recordedAt)
    {
        return round is [var alone]
            ? Nth(_singleCalls, number, arguments => new(arguments)).For(alone, _append, recordedAt)
            : Nth(_calls, number, arguments => new(arguments)).For(round, _append, recordedAt);
    }

    private T Nth<T>(List<T> calls, int number, Func<IAppendArguments?, T> make)
    {
        while (calls.Count <= number) calls.Add(make(_companion?.NewArguments()));
        return calls[number];
    }

    private void Open()
    {
        _connection.Open();
        using var command = new NpgsqlCommand(_sql.Verb("open_writer"), _connection);
        using var reader = command.ExecuteReader();
        reader.Read();
        if (reader.GetBoolean(2))
            throw new JournalUnavailableException(
                "The server is a standby: it can be read only. Append through the primary.");
        (_process, _startedAt) = (reader.GetInt32(0), reader.GetDateTime(1));
    }
}

/// <summary>An event found after its session was lost.</summary>
internal sealed record WrittenEvent(string Stream, byte[] Metadata, StreamVersion Version, Position Position);
