using System.Diagnostics;
using System.Text.Json;
using Docket.Journal.Feed;
using Docket.Journal.Store;
using Npgsql;

namespace Docket.Journal.Postgres.Bench;

/// <summary>Reading the whole journal with every payload decoded, against the plainest loop over the same rows.</summary>
internal static class Feed
{
    /// <summary>What the driver and the JSON reader cost by themselves.</summary>
    public static async Task<double> BareAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select position, stream, version, type, data from docket.events order by position", connection);
        var clock = Stopwatch.StartNew();
        await using var reader = await command.ExecuteReaderAsync();
        var (count, sum) = (0L, 0L);
        while (await reader.ReadAsync())
        {
            count++;
            sum += reader.GetInt64(0) + reader.GetString(1).Length + reader.GetInt64(2) + reader.GetString(3).Length
                + JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(4), BenchJson.Default.LineAdded)!.Line;
        }

        return sum == 0 ? 0 : count / clock.Elapsed.TotalSeconds;
    }

    /// <summary>The store's own reading, payloads decoded one after the other by the reader.</summary>
    public static async Task<double> DecodedAsync(IEventStore store)
    {
        var clock = Stopwatch.StartNew();
        var (count, sum) = (0L, 0L);
        await foreach (var page in store.ReadAllAsync(Position.Start, EventFilter.All, CancellationToken.None))
        {
            foreach (var recorded in page.Events)
            {
                count++;
                sum += recorded.Position.Value + ((LineAdded)recorded.Payload).Line;
            }
        }

        return sum == 0 ? 0 : count / clock.Elapsed.TotalSeconds;
    }

    /// <summary>The same with pages decoded side by side.</summary>
    public static async Task<double> ReplayAsync(IEventStore store, int degree)
    {
        var clock = Stopwatch.StartNew();
        var count = 0L;
        await foreach (var page in store.ReplayAsync(Position.Start, EventFilter.All, degree, CancellationToken.None))
            count += page.Events.Count;
        return count / clock.Elapsed.TotalSeconds;
    }
}
