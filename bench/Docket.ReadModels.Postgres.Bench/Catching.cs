using System.Diagnostics;
using Docket.Application.Wire;
using Docket.Journal.Postgres;
using Docket.Journal.Postgres.Views;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Docket.ReadModels.Postgres.Bench;

/// <summary>One view alone: from nothing to the head, and made again beside itself.</summary>
internal static class Catching
{
    public static async Task MeasureAsync(IEventStore store, PostgresStoreOptions options, string view)
    {
        await ForgetAsync(options, view);
        await using var storage = new PostgresViewStorage(
            options, new PostgresViewOptions(), PostgresViews.Tables, TimeProvider.System, NullLogger.Instance);
        await using var host = new ViewHost(
            store, DocketCodec.Create(), new InMemoryViewStorage(),
            new ViewHostOptions { Clock = TimeProvider.System, Logger = NullLogger.Instance });
        Add(view, new PostgresViews(storage), host);
        var (clock, paused) = (Stopwatch.StartNew(), GC.GetTotalPauseDuration());
        await host.StartAsync(CancellationToken.None);
        await host.Views[0].Watermark.WaitForAsync(store.Head, Timeout.InfiniteTimeSpan, CancellationToken.None);
        Say($"{view}: catch-up", store.Head, clock, paused);
        paused = GC.GetTotalPauseDuration();
        clock.Restart();
        host.StartRebuild(view);
        await host.WaitForRebuildAsync(view, CancellationToken.None);
        var rebuild = host.RebuildOf(view)!;
        Say($"{view}: rebuild ({rebuild.Stage})", store.Head, clock, paused);
        if (rebuild.Stage != RebuildStage.Swapped) Console.WriteLine(rebuild.Outcome);
    }

    private static void Say(string what, Position head, Stopwatch clock, TimeSpan paused) =>
        Console.WriteLine(
            $"{what,-48} {head.Value / clock.Elapsed.TotalSeconds,10:N0} events/s; the collector paused "
            + $"{(GC.GetTotalPauseDuration() - paused).TotalSeconds:N1} s");

    private static async Task ForgetAsync(PostgresStoreOptions options, string view)
    {
        await using var connection = new NpgsqlConnection(options.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"delete from docket_views.generations where view = '{view}'", connection);
        await command.ExecuteNonQueryAsync();
        foreach (var table in PostgresViews.Tables.Single(one => one.View == view).Tables)
            foreach (var ending in (string[])["", "_former", "_shadow"])
            {
                await using var drop = new NpgsqlCommand($"drop table if exists docket_views.{table}{ending}", connection);
                await drop.ExecuteNonQueryAsync();
            }
    }

    private static void Add(string view, PostgresViews engine, ViewHost host)
    {
        switch (view)
        {
            case ViewNames.OrderSummary: engine.AddOrderSummaries(host); break;
            case ViewNames.CustomerHistory: engine.AddCustomerHistory(host); break;
            case ViewNames.Revenue: engine.AddRevenue(host); break;
            case ViewNames.ProductSales: engine.AddProductSales(host); break;
            default: engine.AddAnalytics(host); break;
        }
    }
}
