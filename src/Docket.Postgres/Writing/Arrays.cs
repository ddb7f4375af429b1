using Npgsql;
using NpgsqlTypes;

namespace Docket.Postgres.Writing;

/// <summary>Lists as array parameters.</summary>
internal static class Arrays
{
    public static NpgsqlParameter Of(NpgsqlDbType element, object values) =>
        new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | element };
}
