using System.Buffers.Binary;
using Docket.Journal.Serialization;
using Docket.Journal.Store;
using Npgsql;
using NpgsqlTypes;

namespace Docket.Journal.Postgres.Writing;

/// <summary>The arguments of one call of <c>docket.append</c>: one array element an append, or an event.</summary>
/// <remarks>Kept and filled again, so that a batch costs no arrays of its own.</remarks>
internal sealed class AppendCall
{
    private readonly List<string> _streams = [];
    private readonly List<long> _expected = [];
    private readonly List<int> _sizes = [];
    private readonly List<string?> _keys = [];
    private readonly List<byte[]?> _fingerprints = [];
    private readonly List<int> _appends = [];
    private readonly List<int> _numbers = [];
    private readonly List<string> _eventStreams = [];
    private readonly List<string> _types = [];
    private readonly List<ReadOnlyMemory<byte>> _data = [];
    private readonly List<ReadOnlyMemory<byte>> _metadata = [];
    private readonly OutboxArrays _outbox = new();
    private bool _keyed;

    /// <summary>The call for these appends, which name distinct streams and distinct keys.</summary>
    /// <remarks>A round without messages is a plain append: who has no outbox does not pay for one.</remarks>
    public NpgsqlBatchCommand For(List<PendingAppend> round, AppendSql sql, DateTimeOffset recordedAt)
    {
        Clear();
        foreach (var pending in round) Add(pending);
        var command = new NpgsqlBatchCommand(_outbox.IsEmpty ? sql.Plain : sql.WithOutbox);
        var arguments = command.Parameters;
        arguments.AddWithValue(NpgsqlDbType.TimestampTz, recordedAt.UtcDateTime);
        arguments.Add(Array(NpgsqlDbType.Text, _streams));
        arguments.Add(Array(NpgsqlDbType.Bigint, _expected));
        arguments.Add(Array(NpgsqlDbType.Integer, _sizes));
        arguments.Add(Array(NpgsqlDbType.Text, _keyed ? _keys : DBNull.Value));
        arguments.Add(Array(NpgsqlDbType.Bytea, _keyed ? _fingerprints : DBNull.Value));
        arguments.Add(Array(NpgsqlDbType.Integer, _appends));
        arguments.Add(Array(NpgsqlDbType.Integer, _numbers));
        arguments.Add(Array(NpgsqlDbType.Text, _eventStreams));
        arguments.Add(Array(NpgsqlDbType.Text, _types));
        arguments.Add(Array(NpgsqlDbType.Json, _data));
        arguments.Add(Array(NpgsqlDbType.Bytea, _metadata));
        if (!_outbox.IsEmpty) _outbox.AddTo(arguments);
        return command;
    }

    /// <summary>Sixteen bytes, the highest first.</summary>
    public static byte[] Fingerprint(UInt128 fingerprint)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, fingerprint);
        return bytes;
    }

    internal static NpgsqlParameter Array(NpgsqlDbType element, object values) =>
        new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | element };

    private void Add(PendingAppend pending)
    {
        var request = pending.Request;
        var stream = request.Stream.ToString();
        _streams.Add(stream);
        _expected.Add(request.Expected.Value);
        _sizes.Add(pending.Events.Count);
        _keys.Add(request.Key?.Key);
        _fingerprints.Add(request.Key is { } key ? Fingerprint(key.Fingerprint) : null);
        _keyed |= request.Key is not null;
        for (var i = 0; i < pending.Events.Count; i++) Add(stream, i + 1, pending.Events[i]);
        _outbox.Add(_streams.Count, request);
    }

    private void Add(string stream, int number, EncodedEvent encoded)
    {
        _appends.Add(_streams.Count);
        _numbers.Add(number);
        _eventStreams.Add(stream);
        _types.Add(encoded.Type);
        _data.Add(encoded.Data);
        _metadata.Add(encoded.Metadata);
    }

    private void Clear()
    {
        _streams.Clear();
        _expected.Clear();
        _sizes.Clear();
        _keys.Clear();
        _fingerprints.Clear();
        _appends.Clear();
        _numbers.Clear();
        _eventStreams.Clear();
        _types.Clear();
        _data.Clear();
        _metadata.Clear();
        _outbox.Clear();
        _keyed = false;
    }
}
