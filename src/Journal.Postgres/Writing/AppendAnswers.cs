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

    private AppendAnswers(
        (short[] Fates, long[] Versions, long[] Positions) all, (byte[]?[]? Fingerprints, string?[]? Streams) first)
    {
        (_fates, _versions, _positions) = all;
        (_fingerprints, _streams) = first;
    }

    /// <summary>The row of one <c>docket.append</c>.</summary>
    public static AppendAnswers Read(NpgsqlDataReader reader)
    {
        ReadRow(reader);
        return new AppendAnswers(
            (reader.GetFieldValue<short[]>(0), reader.GetFieldValue<long[]>(1), reader.GetFieldValue<long[]>(2)),
            (Maybe<byte[]?[]>(reader, 3), Maybe<string?[]>(reader, 4)));
    }

    /// <summary>The row of one <c>docket.append_one</c>.</summary>
    public static AppendAnswers ReadOne(NpgsqlDataReader reader)
    {
        ReadRow(reader);
        return new AppendAnswers(
            ([reader.GetInt16(0)], [reader.GetInt64(1)], [reader.GetInt64(2)]),
            ([Maybe<byte[]>(reader, 3)], [Maybe<string>(reader, 4)]));
    }

    /// <summary>Gives each append of the round its result. Only once the transaction has been committed.</summary>
    public void GiveTo(List<PendingAppend> round)
    {
        for (var i = 0; i < round.Count; i++) round[i].Result = Answer(i, round[i].Request);
    }

    private static void ReadRow(NpgsqlDataReader reader)
    {
        if (!reader.Read()) throw new UnreachableException("An append's call answers one row.");
    }

    private static T? Maybe<T>(NpgsqlDataReader reader, int column)
        where T : class => reader.IsDBNull(column) ? null : reader.GetFieldValue<T>(column);

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
