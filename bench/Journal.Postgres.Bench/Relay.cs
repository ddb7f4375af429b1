using System.Diagnostics;
using System.Globalization;
using Docket.Journal.Outbox;
using Docket.Journal.Postgres.Outbox;
using Docket.Journal.Store;
using Npgsql;

namespace Docket.Journal.Postgres.Bench;

/// <summary>Publishing a backlog by both engines, once both have been at work, beside the plainest loop over the same
/// rows.</summary>
internal static class Relay
{
    private const int BareBatch = 1_000;
    private const int EventsToWarmUp = 100_000;

    /// <param name="connectionString">The database.</param>
    /// <param name="events">How many lie in the outbox.</param>
    /// <param name="open">Where to; it is disposed after use where it can be.</param>
    public static async Task MeasureAsync(string connectionString, int events, Func<IPublisher> open)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);

        // A relay compiles once and runs for weeks.
        foreach (var engine in new[] { RelayEngine.Polling, RelayEngine.Cdc })
        {
            await FillAsync(database, EventsToWarmUp);
            await RelayAsync(connectionString, engine, (database, EventsToWarmUp), open);
        }

        await DropSlotAsync(database);
        await FillAsync(database, events);
        Say("bare loop, rows marked", events, await BareAsync(database));
        await FillAsync(database, events);
        Say("relay, polling", events, await RelayAsync(connectionString, RelayEngine.Polling, (database, events), open));
        Say("relay, change stream", events, await RelayAsync(connectionString, RelayEngine.Cdc, (database, events), open));
        await DropSlotAsync(database);
    }

    private static Task DropSlotAsync(NpgsqlDataSource database) =>
        new OutboxOperations(database, "docket").DropSlotAsync(null, CancellationToken.None);

    /// <summary>
    /// The relay is started on an empty outbox and held at the first event, so that the change stream has to bring
    /// everything behind it; then the backlog is laid down, and time runs from letting go until the last row is marked.
    /// </summary>
    private static async Task<TimeSpan> RelayAsync(
        string connectionString, RelayEngine engine, (NpgsqlDataSource Database, int Events) outbox,
        Func<IPublisher> open)
    {
        var (database, events) = outbox;
        var publisher = open();
        using var closed = publisher as IDisposable;
        var held = new HeldPublisher(publisher, engine == RelayEngine.Cdc);
        await using var relay = await OutboxRelay.StartAsync(
            new OutboxRelayOptions { ConnectionString = connectionString, Engine = engine, KeepPublished = TimeSpan.Zero },
            held, TimeProvider.System, Complaints.Logger, CancellationToken.None);
        if (engine == RelayEngine.Cdc)
        {
            while (!relay.IsFollowing || relay.Partitions.Count < OutboxPartitions.Count)
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System);
            await FillAsync(database, events);
        }

        var clock = Stopwatch.StartNew();
        held.LetGo();
        while (await LeftAsync(database)) await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        var took = clock.Elapsed;
        await relay.DisposeAsync();
        return took;
    }

    /// <summary>Reads a batch in order and marks it by its positions; publishes nowhere.</summary>
    private static async Task<TimeSpan> BareAsync(NpgsqlDataSource database)
    {
        var clock = Stopwatch.StartNew();
        await using var connection = await database.OpenConnectionAsync();
        var (last, sum) = (0L, 0L);
        while (true)
        {
            var positions = new List<long>(BareBatch);
            await using (var read = new NpgsqlCommand(
                "select position, outbox_id, aggregate_id, event_type, payload from docket.outbox "
                + "where published_at is null and position > $1 order by position limit 1000", connection))
            {
                read.Parameters.AddWithValue(last);
                await using var rows = await read.ExecuteReaderAsync();
                while (await rows.ReadAsync())
                {
                    positions.Add(rows.GetInt64(0));
                    sum += rows.GetGuid(1).Version + rows.GetString(2).Length + rows.GetString(3).Length
                        + rows.GetFieldValue<byte[]>(4).Length;
                }
            }

            if (positions.Count == 0) return sum == 0 ? TimeSpan.Zero : clock.Elapsed;
            last = positions[^1];
            await using var mark = new NpgsqlCommand(
                "update docket.outbox set published_at = clock_timestamp() where position = any ($1)", connection);
            mark.Parameters.AddWithValue(positions);
            await mark.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Events with a message each, as append lays them down, in transactions of a hundred.</summary>
    private static async Task FillAsync(NpgsqlDataSource database, int events)
    {
        await using var command = database.CreateCommand(
            """
            do $$
            declare first bigint := (select coalesce(max(position), 0) from docket.events);
            begin
                for at in 0 .. COUNT / 100 - 1 loop
                    insert into docket.events (position, version, recorded_at, stream, type, metadata, data)
                    select first + at * 100 + n, first + at * 100 + n, clock_timestamp(), 'bench-x', 'order.line_added.v1', '\x', '{}'
                    from generate_series(1, 100) n;
                    insert into docket.outbox
                        (position, partition, outbox_id, aggregate_type, aggregate_id, event_type, payload)
                    select first + at * 100 + n, n % 16, gen_random_uuid(), 'order', 'order-' || (n % 16) || '-' || at % 1000,
                        'docket.order.line_added.v1', jsonb_build_object(
                        'specversion', '1.0', 'subject', 'order-4711', 'data', jsonb_build_object(
                        'line', n, 'sku', 'SKU-0004711-BLUE-XL', 'quantity', 3, 'price', 12999, 'currency', 'EUR',
                        'warehouse', 'WRO-02', 'note', repeat('abcdefgh', 12)))
                    from generate_series(1, 100) n;
                    commit;
                end loop;
            end $$
            """.Replace("COUNT", events.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
        await using var analyze = database.CreateCommand("analyze docket.outbox, docket.events");
        await analyze.ExecuteNonQueryAsync();
    }

    private static async Task<bool> LeftAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand(
            "select exists (select from docket.outbox where published_at is null)");
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private static void Say(string what, int events, TimeSpan took) =>
        Console.WriteLine($"{what,-24} {events / took.TotalSeconds,9:N0} events/s");
}
