using Docket.Journal.Outbox;
using Docket.Journal.Store;
using Npgsql;
using NpgsqlTypes;

namespace Docket.Journal.Postgres.Writing;

/// <summary>The arguments of <c>docket.put_outbox</c> beside those of <c>docket.append</c>: one array element a message.</summary>
internal sealed class OutboxArrays
{
    private readonly List<int> _appends = [];
    private readonly List<int> _numbers = [];
    private readonly List<short> _partitions = [];
    private readonly List<Guid> _ids = [];
    private readonly List<string> _aggregateTypes = [];
    private readonly List<string> _aggregateIds = [];
    private readonly List<string> _types = [];
    private readonly List<ReadOnlyMemory<byte>> _payloads = [];

    public bool IsEmpty => _ids.Count == 0;

    /// <summary>Takes an append's messages.</summary>
    /// <param name="append">Its place in the round, from 1.</param>
    /// <param name="request">The append.</param>
    public void Add(int append, AppendRequest request)
    {
        if (request.Messages.Count == 0) return;
        var partition = (short)OutboxPartitions.Of(request.Stream.Id);
        foreach (var message in request.Messages)
        {
            _appends.Add(append);
            _numbers.Add(message.Number + 1);
            _partitions.Add(partition);
            _ids.Add(message.Id);
            _aggregateTypes.Add(request.Stream.Category);
            _aggregateIds.Add(request.Stream.Id);
            _types.Add(message.Type);
            _payloads.Add(message.Payload);
        }
    }

    public void AddTo(NpgsqlParameterCollection arguments)
    {
        arguments.Add(AppendCall.Array(NpgsqlDbType.Integer, _appends));
        arguments.Add(AppendCall.Array(NpgsqlDbType.Integer, _numbers));
        arguments.Add(AppendCall.Array(NpgsqlDbType.Smallint, _partitions));
        arguments.Add(AppendCall.Array(NpgsqlDbType.Uuid, _ids));
        arguments.Add(AppendCall.Array(NpgsqlDbType.Text, _aggregateTypes));
        arguments.Add(AppendCall.Array(NpgsqlDbType.Text, _aggregateIds));
        arguments.Add(AppendCall.Array(NpgsqlDbType.Text, _types));
        arguments.Add(AppendCall.Array(NpgsqlDbType.Jsonb, _payloads));
    }

    public void Clear()
    {
        _appends.Clear();
        _numbers.Clear();
        _partitions.Clear();
        _ids.Clear();
        _aggregateTypes.Clear();
        _aggregateIds.Clear();
        _types.Clear();
        _payloads.Clear();
    }
}
