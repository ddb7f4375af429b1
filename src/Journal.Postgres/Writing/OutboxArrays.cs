using Docket.Journal.Outbox;
using Docket.Journal.Store;
using Npgsql;
using NpgsqlTypes;

namespace Docket.Journal.Postgres.Writing;

/// <summary>
/// The arguments of <c>docket.put_outbox</c> beside those of <c>docket.append</c>: one array element a message.
/// </summary>
internal sealed class OutboxArrays : IAppendArguments
{
    public const int Count = 8;

    private readonly List<int> _appends = [];
    private readonly List<int> _numbers = [];
    private readonly List<short> _partitions = [];
    private readonly List<Guid> _ids = [];
    private readonly List<string> _aggregateTypes = [];
    private readonly List<string> _aggregateIds = [];
    private readonly List<string> _types = [];
    private readonly List<ReadOnlyMemory<byte>> _payloads = [];

    public bool IsEmpty => _ids.Count == 0;

    /// <summary>The call, with its own parameters from this number on.</summary>
    public static string Call(int first) =>
        $"docket.put_outbox(a.fates, a.positions, $4, {AppendSql.Parameters(first, Count)})";

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

    public void AddTo(NpgsqlParameterCollection parameters)
    {
        parameters.Add(AppendCall.Array(NpgsqlDbType.Integer, _appends));
        parameters.Add(AppendCall.Array(NpgsqlDbType.Integer, _numbers));
        parameters.Add(AppendCall.Array(NpgsqlDbType.Smallint, _partitions));
        parameters.Add(AppendCall.Array(NpgsqlDbType.Uuid, _ids));
        parameters.Add(AppendCall.Array(NpgsqlDbType.Text, _aggregateTypes));
        parameters.Add(AppendCall.Array(NpgsqlDbType.Text, _aggregateIds));
        parameters.Add(AppendCall.Array(NpgsqlDbType.Text, _types));
        parameters.Add(AppendCall.Array(NpgsqlDbType.Jsonb, _payloads));
    }

    /// <summary>What each message has of its own, where all are of one append.</summary>
    public void AddEachTo(NpgsqlParameterCollection parameters)
    {
        parameters.Add(AppendCall.Array(NpgsqlDbType.Integer, _numbers));
        parameters.Add(AppendCall.Array(NpgsqlDbType.Uuid, _ids));
        parameters.Add(AppendCall.Array(NpgsqlDbType.Text, _types));
        parameters.Add(AppendCall.Array(NpgsqlDbType.Jsonb, _payloads));
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
