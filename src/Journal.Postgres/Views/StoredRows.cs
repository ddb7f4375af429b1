using Docket.Journal.Postgres.Reading;
using Docket.Journal.Projections.Rows;
using Npgsql;

namespace Docket.Journal.Postgres.Views;

/// <summary>Reads the engine's bytes from a view's main table.</summary>
internal static class StoredRows
{
    /// <summary>One row; null where there is none.</summary>
    public static byte[]? Read(NpgsqlConnection connection, string table, byte[] key)
    {
        using var command = new NpgsqlCommand($"select row from {table} where key = $1", connection);
        command.Parameters.Add(EventReader.Value(key));
        return (byte[]?)command.ExecuteScalar();
    }

    /// <summary>Rows by their keys; those that there are not are not told.</summary>
    public static void Find(
        NpgsqlConnection connection, string table, IReadOnlyList<byte[]> keys, Action<byte[], byte[]?> tell)
    {
        using var command = new NpgsqlCommand($"select key, row from {table} where key = any ($1)", connection);
        command.Parameters.Add(EventReader.Value(keys.ToArray()));
        using var reader = command.ExecuteReader();
        while (reader.Read()) tell(reader.GetFieldValue<byte[]>(0), reader.GetFieldValue<byte[]>(1));
    }

    /// <summary>Every row, as the transaction sees them.</summary>
    public static void Scan(NpgsqlConnection connection, string table, RowVisitor visit)
    {
        using var command = new NpgsqlCommand($"select key, row from {table}", connection) { CommandTimeout = 0 };
        using var reader = command.ExecuteReader();
        while (reader.Read()) visit(reader.GetFieldValue<byte[]>(0), reader.GetFieldValue<byte[]>(1));
    }
}
