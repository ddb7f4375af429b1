using System.Diagnostics;
using System.Globalization;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Docket.Journal.Postgres.Bench;

/// <summary>The same rows without a journal: what the server and the driver cost by themselves.</summary>
internal sealed class Bare(string connectionString)
{
    private static readonly byte[] Data = Encoding.UTF8.GetBytes(
        """{"orderId":"7f9c2ba4e88f827d616045507605853e","customerId":"cust-004711","line":3,"sku":"SKU-0004711-BLUE-XL","quantity":3,"unitPrice":129.99,"currency":"EUR","warehouse":"WRO-02","note":"abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz01","occurredAt":"2026-08-22T10:15:30.1234567Z"}""");

    private static readonly byte[] Metadata = new byte[28];
    private long _position;

    /// <summary>One client that inserts batches by unnest, one after the other.</summary>
    public async Task<string> UnnestAsync(int batch, TimeSpan duration)
    {
        await ExecuteAsync("bare_tables");
        await using var connection = await OpenAsync();
        await RunAsync(connection, batch, TimeSpan.FromSeconds(2));
        var clock = Stopwatch.StartNew();
        var rows = await RunAsync(connection, batch, duration);
        return string.Create(
            CultureInfo.InvariantCulture, $"unnest of {batch,4} {rows / clock.Elapsed.TotalSeconds,9:N0} appends/s");
    }

    /// <summary>The bare transaction at a steady rate: one event and one outbox row, on a pooled session.</summary>
    public async Task<string> PacedAsync(int perSecond, TimeSpan duration)
    {
        await ExecuteAsync("bare_tables");
        await using var database = NpgsqlDataSource.Create(connectionString + ";Maximum Pool Size=32;Max Auto Prepare=4;Auto Prepare Min Usages=1");
        return await Paced.MeasureAsync(perSecond, duration, async _ =>
        {
            await using var connection = await database.OpenConnectionAsync();
            await using var command = Insert(connection, 1);
            await command.ExecuteNonQueryAsync();
        });
    }

    /// <summary>Fills the journal, so that growth shows.</summary>
    public async Task PreloadAsync(long events)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(Text("preload"), connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue(events);
        await command.ExecuteNonQueryAsync();
        await using var tables = new NpgsqlCommand("select to_regclass('docket.orders') is not null", connection);
        var state = (bool)(await tables.ExecuteScalarAsync())! ? Text("preload_state") : "";
        var orders = state.Split(";\n", StringSplitOptions.RemoveEmptyEntries);
        foreach (var rest in (string[])[.. orders, "vacuum (analyze)", "checkpoint"])
        {
            await using var settle = new NpgsqlCommand(rest, connection) { CommandTimeout = 0 };
            await settle.ExecuteNonQueryAsync();
        }
    }

    private async Task<long> RunAsync(NpgsqlConnection connection, int batch, TimeSpan duration)
    {
        var (clock, rows) = (Stopwatch.StartNew(), 0L);
        while (clock.Elapsed < duration)
        {
            await using var command = Insert(connection, batch);
            await command.ExecuteNonQueryAsync();
            rows += batch;
        }

        return rows;
    }

    private NpgsqlCommand Insert(NpgsqlConnection connection, int count)
    {
        var first = Interlocked.Add(ref _position, count) - count;
        var streams = new string[count];
        var (positions, versions) = (new long[count], new long[count]);
        var (datas, metadatas, ids) = (new byte[count][], new byte[count][], new Guid[count]);
        for (var i = 0; i < count; i++)
        {
            positions[i] = first + i + 1;
            (streams[i], versions[i]) = ($"order-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}", 1);
            (datas[i], metadatas[i], ids[i]) = (Data, Metadata, Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));
        }

        var command = new NpgsqlCommand(Text("bare_insert"), connection);
        command.Parameters.Add(Array(NpgsqlDbType.Bigint, positions));
        command.Parameters.Add(Array(NpgsqlDbType.Text, streams));
        command.Parameters.Add(Array(NpgsqlDbType.Bigint, versions));
        command.Parameters.Add(Array(NpgsqlDbType.Json, datas));
        command.Parameters.Add(Array(NpgsqlDbType.Bytea, metadatas));
        command.Parameters.Add(Array(NpgsqlDbType.Jsonb, datas));
        command.Parameters.Add(Array(NpgsqlDbType.Uuid, ids));
        return command;
    }

    private static NpgsqlParameter Array(NpgsqlDbType element, object values) =>
        new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | element };

    private async Task ExecuteAsync(string verb)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(Text(verb), connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(connectionString + ";Max Auto Prepare=4;Auto Prepare Min Usages=1");
        await connection.OpenAsync();
        return connection;
    }

    private static string Text(string verb)
    {
        using var stream = typeof(Bare).Assembly.GetManifestResourceStream($"Sql/{verb}.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
