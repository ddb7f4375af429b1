using Docket.Journal.Serialization;
using Docket.Journal.Store;
using Npgsql;
using NpgsqlTypes;

namespace Docket.Journal.Postgres.Reading;

/// <summary>
/// Runs the reading verbs on pooled sessions. A read changes nothing, so one whose session is lost is done again.
/// </summary>
internal sealed class EventReader(
    NpgsqlDataSource database, SqlText sql, EventCodec codec, (TimeProvider Clock, TimeSpan GiveUpAfter) patience)
{
    private readonly string _head = sql.Verb("head");
    private readonly string _all = sql.Verb("read_all");
    private readonly string _types = sql.Verb("read_types");
    private readonly string _stream = sql.Verb("read_stream");
    private readonly string _backwards = sql.Verb("read_backwards");

    private readonly ReadingSessions _sessions = new(database, patience);

    /// <summary>Why the server could not be read at the last try; null when it could.</summary>
    public string? Failure => _sessions.Failure;

    /// <summary>Which journal this is.</summary>
    public ValueTask<string> IdentityAsync(CancellationToken cancellationToken) => TryAsync(
        async connection =>
        {
            await using var command = new NpgsqlCommand(sql.Verb("identity"), connection);
            return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
        },
        cancellationToken);

    /// <summary>The newest position visible on this server, and whether it is a standby.</summary>
    public ValueTask<(Position Head, bool Standby)> HeadAsync(CancellationToken cancellationToken) => TryAsync(
        async connection =>
        {
            await using var command = new NpgsqlCommand(_head, connection);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            return (new Position(reader.GetInt64(0)), reader.GetBoolean(1));
        },
        cancellationToken);

    /// <summary>The wanted events of a range of positions, and the head as it was before they were read.</summary>
    public ValueTask<(List<RecordedEvent> Events, Position Head)> RangeAsync(
        Position after, Position through, EventFilter filter, CancellationToken cancellationToken) => TryAsync(
        async connection =>
        {
            await using var batch = new NpgsqlBatch(connection);
            batch.BatchCommands.Add(new NpgsqlBatchCommand(_head));
            batch.BatchCommands.Add(Range(after, through, filter));
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            var head = new Position(reader.GetInt64(0));
            await reader.NextResultAsync(cancellationToken);
            return (await RowsAsync(reader, cancellationToken), head);
        },
        cancellationToken);

    /// <summary>At most so many events of a stream, oldest first.</summary>
    public ValueTask<List<RecordedEvent>> StreamAsync(
        StreamName stream, StreamVersion after, int count, CancellationToken cancellationToken) =>
        RowsAsync(_stream, [Value(stream.ToString()), Value(after.Value), Value((long)count)], cancellationToken);

    /// <summary>At most so many events before a position, newest first.</summary>
    public ValueTask<List<RecordedEvent>> BackwardsAsync(
        Position before, int count, CancellationToken cancellationToken) =>
        RowsAsync(_backwards, [Value(before.Value), Value((long)count)], cancellationToken);

    /// <summary>Runs some reading until it goes through or the time is up.</summary>
    /// <exception cref="JournalUnavailableException">The server cannot be reached, or refuses.</exception>
    public ValueTask<T> TryAsync<T>(
        Func<NpgsqlConnection, ValueTask<T>> read, CancellationToken cancellationToken) =>
        _sessions.TryAsync(read, cancellationToken);

    /// <summary>A positional argument.</summary>
    public static NpgsqlParameter Value<T>(T value) => new NpgsqlParameter<T> { TypedValue = value };

    private NpgsqlBatchCommand Range(Position after, Position through, EventFilter filter)
    {
        var command = new NpgsqlBatchCommand(filter.Types is null ? _all : _types);
        command.Parameters.Add(Value(after.Value));
        command.Parameters.Add(Value(through.Value));
        if (filter.Types is { } types)
            command.Parameters.Add(
                new NpgsqlParameter { Value = types.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        return command;
    }

    private ValueTask<List<RecordedEvent>> RowsAsync(
        string verb, NpgsqlParameter[] arguments, CancellationToken cancellationToken) =>
        TryAsync(
            async connection =>
            {
                await using var command = new NpgsqlCommand(verb, connection);
                foreach (var argument in arguments) command.Parameters.Add(argument.Clone());
                await using var reader = await command.ExecuteReaderAsync(cancellationToken);
                return await RowsAsync(reader, cancellationToken);
            },
            cancellationToken);

    private async ValueTask<List<RecordedEvent>> RowsAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var (events, rows) = (new List<RecordedEvent>(), new EventRows(codec));
        while (await reader.ReadAsync(cancellationToken)) events.Add(rows.Read(reader));
        return events;
    }
}
