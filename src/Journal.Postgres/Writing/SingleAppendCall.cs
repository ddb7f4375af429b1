using Docket.Journal.Outbox;
using Docket.Journal.Store;
using Npgsql;
using NpgsqlTypes;

namespace Docket.Journal.Postgres.Writing;

/// <summary>
/// The arguments of <c>docket.append_one</c>: what one append has once, and one array element an event.
/// </summary>
internal sealed class SingleAppendCall(IAppendArguments? companion)
{
    private readonly List<string> _types = [];
    private readonly List<ReadOnlyMemory<byte>> _data = [];
    private readonly List<ReadOnlyMemory<byte>> _metadata = [];
    private readonly OutboxArrays _outbox = new();

    /// <summary>The call for this append.</summary>
    public NpgsqlBatchCommand For(PendingAppend pending, AppendSql sql, DateTimeOffset recordedAt)
    {
        Take(pending);
        var command = new NpgsqlBatchCommand(sql.ForOne(companion is { IsEmpty: false }));
        var (arguments, request) = (command.Parameters, pending.Request);
        arguments.Add(One(NpgsqlDbType.TimestampTz, recordedAt.UtcDateTime));
        arguments.Add(One(NpgsqlDbType.Text, request.Stream.ToString()));
        arguments.Add(One(NpgsqlDbType.Bigint, request.Expected.Value));
        arguments.Add(One(NpgsqlDbType.Text, request.Key?.Key));
        arguments.Add(One(NpgsqlDbType.Bytea, request.Key is { } key ? AppendCall.Fingerprint(key.Fingerprint) : null));
        arguments.Add(AppendCall.Array(NpgsqlDbType.Text, _types));
        arguments.Add(AppendCall.Array(NpgsqlDbType.Json, _data));
        arguments.Add(AppendCall.Array(NpgsqlDbType.Bytea, _metadata));
        _outbox.AddEachTo(arguments);
        arguments.Add(One(NpgsqlDbType.Smallint, (short)OutboxPartitions.Of(request.Stream.Id)));
        arguments.Add(One(NpgsqlDbType.Text, request.Stream.Category));
        arguments.Add(One(NpgsqlDbType.Text, request.Stream.Id));
        if (companion is { IsEmpty: false }) companion.AddTo(arguments);
        return command;
    }

    private static NpgsqlParameter One(NpgsqlDbType type, object? value) =>
        new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };

    private void Take(PendingAppend pending)
    {
        Clear();
        foreach (var encoded in pending.Events)
        {
            _types.Add(encoded.Type);
            _data.Add(encoded.Data);
            _metadata.Add(encoded.Metadata);
        }

        _outbox.Add(1, pending.Request);
        companion?.Add(1, pending.Request);
    }

    private void Clear()
    {
        _types.Clear();
        _data.Clear();
        _metadata.Clear();
        _outbox.Clear();
        companion?.Clear();
    }
}
