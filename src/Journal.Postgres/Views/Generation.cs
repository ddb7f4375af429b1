using System.Buffers.Binary;
using Docket.Journal.Postgres.Reading;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Store;
using Npgsql;

namespace Docket.Journal.Postgres.Views;

/// <summary>What a generation of a view is for; also the ending of its tables' names.</summary>
internal enum GenerationRole
{
    Serving,
    Former,
    Shadow,
}

/// <summary>A row of <c>docket_views.generations</c>.</summary>
internal sealed record Generation(int Number, int SchemaVersion, RowStoreState State)
{
    /// <summary>Reads the one of this role; null where there is none.</summary>
    public static Generation? Find(NpgsqlConnection connection, SqlText sql, string view, GenerationRole role)
    {
        using var command = new NpgsqlCommand(sql.Verb("stand_of_view"), connection);
        command.Parameters.Add(EventReader.Value(view));
        command.Parameters.Add(EventReader.Value(NameOf(role)));
        using var reader = command.ExecuteReader();
        if (!reader.Read()) return null;
        var state = new RowStoreState(
            new Position(reader.GetInt64(0)), reader.GetInt64(1),
            BinaryPrimitives.ReadUInt128BigEndian(reader.GetFieldValue<byte[]>(2)),
            reader.IsDBNull(3) ? null : reader.GetFieldValue<byte[]>(3));
        return new Generation(reader.GetInt32(4), reader.GetInt32(5), state);
    }

    public static string NameOf(GenerationRole role) => role switch
    {
        GenerationRole.Serving => "serving",
        GenerationRole.Former => "former",
        _ => "shadow",
    };
}
