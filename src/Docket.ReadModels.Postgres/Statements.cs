using Docket.Journal.Projections.Rows;
using Npgsql;
using NpgsqlTypes;

namespace Docket.ReadModels.Postgres;

/// <summary>Arguments of the right type, by their place.</summary>
internal static class Statements
{
    public static NpgsqlCommand With<T>(this NpgsqlCommand command, T value)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return command;
    }

    public static NpgsqlCommand WithTextOrNone(this NpgsqlCommand command, string? value)
    {
        command.Parameters.Add(
            new NpgsqlParameter { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        return command;
    }

    public static NpgsqlBatchCommand With<T>(this NpgsqlBatchCommand command, T value)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return command;
    }

    /// <summary>A key as the tables hold it.</summary>
    public static byte[] KeyOf<TKey, TRow>(this IRowCodec<TKey, TRow> codec, TKey key)
        where TKey : notnull
        where TRow : class
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>(64);
        codec.WriteKey(key, new RowWriter(bytes));
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>A row from the engine's own bytes.</summary>
    public static TRow RowOf<TKey, TRow>(this IRowCodec<TKey, TRow> codec, TKey key, byte[] row)
        where TKey : notnull
        where TRow : class
    {
        var reader = new RowReader(row);
        return codec.ReadRow(key, ref reader);
    }
}
