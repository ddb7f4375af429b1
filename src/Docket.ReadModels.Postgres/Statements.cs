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
}
