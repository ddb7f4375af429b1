using System.Buffers.Binary;
using System.Diagnostics;
using Docket.Journal.Postgres.Reading;
using Docket.Journal.Store;
using Npgsql;

namespace Docket.Journal.Postgres.Writing;

/// <summary>What <c>docket.append</c> answered for one round: one array element an append.</summary>
internal sealed class AppendAnswers
{
    private readonly short[] _fates;
    private readonly long[] _versions;
    private readonly long[] _positions;
    private readonly byte[]?[]? _fingerprints;
    private readonly string?[]? _streams;

    private AppendAnswers(NpgsqlDataReader reader)
    {
        _fates = reader.GetFieldValue<short[]>(0);
        _versions = reader.GetFieldValue<long[]>(1);
        _positions = reader.GetFieldValue<long[]>(2);
        _fingerprints = reader.IsDBNull(3) ? null : reader.GetFieldValue<byte[]?[]>(3);
        _streams = reader.IsDBNull(4) ? null : reader.GetFieldValue<string?[]>(4);
    }

    /// <summary>The row of one result.</summary>
    public static AppendAnswers Read(NpgsqlDataReader reader) =>
        reader.Read() ? new AppendAnswers(reader) : throw new UnreachableException("docket.append answers one row.");

    /// <summary>Gives each append of the round its result. Only once the transaction has been committed.</summary>
    public void GiveTo(List<PendingAppend> round)
    {
        for (var i = 0; i < round.Count; i++) round[i].Result = Answer(i, round[i].Request);
    }

    private AppendResult Answer(int i, AppendRequest request) => _fates[i] switch
    {
        0 => new AppendResult.Appended(new StreamVersion(_versions[i]), new Position(_positions[i])),
        1 => new AppendResult.Conflict(new StreamVersion(_versions[i])),
        2 => new AppendResult.Repeated(new LedgerEntry(
            new CommandKey(request.Key!.Key, BinaryPrimitives.ReadUInt128BigEndian(_fingerprints![i])),
            EventRow.StreamOf(_streams![i]!),
            new StreamVersion(_versions[i]),
            new Position(_positions[i]))),
        var other => throw new UnreachableException($"docket.append answered {other}."),
    };
}
