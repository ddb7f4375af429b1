using Npgsql;

namespace Docket.Postgres.Rebuilding;

/// <summary>Compares the tables of two schemas, as one transaction sees them.</summary>
internal sealed class StateComparison(NpgsqlConnection connection, string live, string shadow)
{
    private const int DifferingMax = 10;

    public static IReadOnlyList<string> Tables { get; } = ["orders", "order_items", "payments"];

    public async Task<List<StateTable>> RunAsync(CancellationToken cancellationToken)
    {
        var tables = new List<StateTable>();
        foreach (var table in Tables)
        {
            var (rows, hash) = await FiguresAsync($"{live}.{table}", cancellationToken);
            var (rowsFromEvents, hashFromEvents) = await FiguresAsync($"{shadow}.{table}", cancellationToken);
            var equal = rows == rowsFromEvents && hash == hashFromEvents;
            tables.Add(new StateTable(
                table, rows, rowsFromEvents, equal, equal ? [] : await DifferingAsync(table, cancellationToken)));
        }

        return tables;
    }

    // A sum does not depend on the order of the rows.
    private async Task<(long Rows, decimal Hash)> FiguresAsync(string table, CancellationToken cancellationToken)
    {
        await using var command = Command(
            $"select count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) from {table} t");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt64(0), reader.GetDecimal(1));
    }

    private async Task<List<string>> DifferingAsync(string table, CancellationToken cancellationToken)
    {
        await using var command = Command(
            $"""
            select distinct order_id
            from (
                (select * from {live}.{table} except all select * from {shadow}.{table})
                union all
                (select * from {shadow}.{table} except all select * from {live}.{table})) d
            order by order_id limit {DifferingMax}
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var orders = new List<string>();
        while (await reader.ReadAsync(cancellationToken)) orders.Add(reader.GetString(0));
        return orders;
    }

    private NpgsqlCommand Command(string sql) => new(sql, connection) { CommandTimeout = 0 };
}
